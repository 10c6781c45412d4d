/**
 * A number as Python's `format(x, f'.{digits}f')` writes it: as `toFixed`, but an
 * exact tie goes to the even digit.
 */
export function formatFixed(x: number, digits: number): string {
  if (Number.isNaN(x)) return 'nan';
  const rounded = x.toFixed(digits);
  const exact = x.toFixed(digits + 1);
  const isTie = exact.endsWith('5') && Number.isInteger(x * 2 ** (digits + 1));
  if (!isTie || Number(rounded.at(-1)) % 2 === 0) return rounded;
  return digits === 0 ? exact.slice(0, -2) : exact.slice(0, -1);
}

/** A float as Python's `repr` writes it: `3.0`, `1e+16`, `nan`. */
export function formatRepr(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  const [mantissa = '', exponent = '0'] = x.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    const digits = String(Math.abs(power)).padStart(2, '0');
    return `${mantissa}e${power < 0 ? '-' : '+'}${digits}`;
  }
  return Number.isInteger(x) ? `${String(x)}.0` : String(x);
}

/** Right-aligned in a width counted, as Python counts, in code points. */
export function alignRight(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - lengthOf(text))) + text;
}

/** The length that Python's `len` gives: code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
