// Advance widths of a wide sans serif, in thousandths of the font size. A narrower font in the
// reader's browser leaves room; a wider one is rare.
const WIDTHS_BY_CHARACTERS: readonly (readonly [number, string])[] = [
  [0, '\u200b\u200c\u200d\ufeff'],
  [300, "' ,.IJijl·’\u00a0"],
  [350, '-/:;\\f|'],
  [400, '!()[]rt'],
  [500, '"*_`sz–°“”'],
  [550, '?Lc'],
  [600, 'FPTYaekovxy'],
  [700, 'ABCRVXZ'],
  [750, 'DGHNU'],
  [800, '&OQw'],
  [850, '#+<=>M^~×−±≤≥'],
  [1000, '%m@W—…'],
];
const WIDTHS = new Map(
  WIDTHS_BY_CHARACTERS.flatMap(([width, characters]) =>
    Array.from(characters, (character) => [character, width] as const),
  ),
);
const OTHER_WIDTH = 650;
const IDEOGRAPH_WIDTH = 1000;
const FIRST_IDEOGRAPH = 0x2e_80;
const BOLD_FACTOR = 1.1;
const COMBINING = /\p{Mn}/u;

/** How a piece of text is set. */
export interface Font {
  /** Font size in pixels. */
  readonly sizePx: number;
  /** Whether it is bold. */
  readonly bold: boolean;
}

/**
 * Estimates how wide a text is, without a font: the same on every machine.
 *
 * @param text - one line
 * @param font - size and weight
 * @returns width in pixels
 */
export function textWidthPx(text: string, { sizePx, bold }: Font): number {
  let thousandths = 0;
  for (const character of text) thousandths += characterWidth(character);
  return (thousandths / 1000) * sizePx * (bold ? BOLD_FACTOR : 1);
}

function characterWidth(character: string): number {
  const known = WIDTHS.get(character);
  if (known !== undefined) return known;
  if (COMBINING.test(character)) return 0;
  return character.codePointAt(0)! < FIRST_IDEOGRAPH ? OTHER_WIDTH : IDEOGRAPH_WIDTH;
}
