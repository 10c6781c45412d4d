/** The size that an image is scaled to, without regard to its proportions. */
export interface ImageSize {
  /** Width in pixels, 1 or more. */
  readonly widthPx: number;
  /** Height in pixels, 1 or more. */
  readonly heightPx: number;
}
