/** The size that an image is scaled to, without regard to its proportions. */
export interface ImageSize {
  /** Width in pixels, 1 or more. */
  readonly widthPx: number;
  /** Height in pixels, 1 or more. */
  readonly heightPx: number;
}

/** How an image is scaled and what is kept of its colours. */
export interface ImageScaling extends ImageSize {
  /** Pillow's filter, default `bicubic`, as Pillow's own. */
  readonly filter?: 'bicubic' | 'lanczos';
  /** 3 for RGB, 1 for grey; default 3. */
  readonly channels?: 1 | 3;
}
