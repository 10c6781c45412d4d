/** A value in the forms in which a notebook can show it, as Jupyter's messages carry them. */
export interface MimeBundle {
  /** Content by MIME type: text, base64 of bytes, or an object for JSON types. */
  readonly data: Readonly<Record<string, unknown>> & { readonly 'text/plain': string };
  /** Hints by MIME type; empty where there are none. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * Makes a bundle without hints.
 *
 * @param text - the plain text that every bundle has
 * @param richer - content of further MIME types
 * @returns the bundle
 */
export function mimeBundle(
  text: string,
  richer: Readonly<Record<string, unknown>> = {},
): MimeBundle {
  return { data: { ...richer, 'text/plain': text }, metadata: {} };
}
