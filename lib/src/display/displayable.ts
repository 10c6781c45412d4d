import { type Displayable, JUPYTER_DISPLAY } from './own-bundle.js';

/**
 * Markup that a notebook shows as HTML. It is not escaped: put no text into it that others wrote.
 *
 * @param markup - HTML
 * @returns a value to end a cell with or to {@link display}
 */
export function html(markup: string): Displayable {
  return shownAs('text/html', markup, markup);
}

/**
 * Text that a notebook shows as Markdown.
 *
 * @param text - Markdown
 * @returns a value to end a cell with or to {@link display}
 */
export function markdown(text: string): Displayable {
  return shownAs('text/markdown', text, text);
}

/**
 * Markup that a notebook shows as a picture.
 *
 * @param markup - SVG
 * @returns a value to end a cell with or to {@link display}
 */
export function svg(markup: string): Displayable {
  return shownAs('image/svg+xml', markup, 'SVG image');
}

/**
 * A PNG file that a notebook shows as a picture.
 *
 * @param bytes - the file's content
 * @returns a value to end a cell with or to {@link display}
 */
export function png(bytes: Uint8Array): Displayable {
  return shownAs('image/png', Buffer.from(bytes).toString('base64'), 'PNG image');
}

function shownAs(mimeType: string, content: string, text: string): Displayable {
  return { [JUPYTER_DISPLAY]: () => ({ [mimeType]: content, 'text/plain': text }) };
}
