// Philox 4x32-10: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
const MULTIPLIER_A = 0xd2511f53;
const MULTIPLIER_C = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** Two 32-bit integers. */
export type PhiloxKey = readonly [number, number];

/** Four 32-bit integers, the lowest first. */
export type PhiloxCounter = readonly [number, number, number, number];

/** The first `count` 32-bit words of the stream that starts at a counter. */
export function philoxWords(
  count: number,
  [k0, k1]: PhiloxKey,
  [start, b, c, d]: PhiloxCounter,
): Uint32Array {
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i += 4) writeBlock(words, i, start + i / 4, b, c, d, k0, k1);
  return words;
}

// Plain numbers all the way: initial weights take millions of words. Words beyond the
// array's end are dropped. No stream here is long enough to carry into `b`.
function writeBlock(
  words: Uint32Array,
  at: number,
  a: number,
  b: number,
  c: number,
  d: number,
  k0: number,
  k1: number,
): void {
  for (let round = 0; round < ROUNDS; round++) {
    const nextA = multiplyHigh(MULTIPLIER_C, c) ^ b ^ k0;
    const nextC = multiplyHigh(MULTIPLIER_A, a) ^ d ^ k1;
    b = Math.imul(MULTIPLIER_C, c);
    d = Math.imul(MULTIPLIER_A, a);
    a = nextA;
    c = nextC;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  words[at] = a;
  words[at + 1] = b;
  words[at + 2] = c;
  words[at + 3] = d;
}

// Upper 32 bits of the product of two unsigned 32-bit integers.
function multiplyHigh(x: number, y: number): number {
  const x0 = x & 0xffff;
  const x1 = x >>> 16;
  const y0 = y & 0xffff;
  const y1 = y >>> 16;
  const cross = x1 * y0 + ((x0 * y0) >>> 16);
  return (x1 * y1 + (cross >>> 16) + (((cross & 0xffff) + x0 * y1) >>> 16)) | 0;
}
