const DIGIT_BITS = 11;
const BUCKETS = 2 ** DIGIT_BITS;
/** Where the 32-bit words of a float64 lie: low first, except on big-endian machines. */
const LOW_WORD = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 0 : 1;

/**
 * Positions that sort the scores from high to low, equal ones in the order
 * they came: a radix sort on the bits of the floats, digit after digit. Digits
 * that all scores share (most, where they were float32) cost nothing.
 */
export function argsortDescending(scores: Float64Array): Uint32Array {
  const words = new Uint32Array(scores.map((score) => score + 0).buffer); // + 0: -0 becomes 0
  const [low, high] = keys(words, scores.length);
  let order = Uint32Array.from({ length: scores.length }, (_, i) => i);
  let scratch = new Uint32Array(scores.length);
  for (const word of [low, high]) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      if (sortByDigit(word, shift, order, scratch)) [order, scratch] = [scratch, order];
    }
  }
  return order;
}

/** Unsigned words that ascend as the floats descend. */
function keys(words: Uint32Array, length: number): [Uint32Array, Uint32Array] {
  const [low, high] = [new Uint32Array(length), new Uint32Array(length)];
  for (let i = 0; i < length; i++) {
    const lowWord = words[2 * i + LOW_WORD] as number;
    const highWord = words[2 * i + 1 - LOW_WORD] as number;
    const isNegative = highWord >>> 31 === 1;
    low[i] = isNegative ? lowWord : ~lowWord;
    high[i] = isNegative ? highWord : highWord ^ 0x7fffffff;
  }
  return [low, high];
}

/** One stable counting sort; false where all digits are equal and nothing was done. */
function sortByDigit(
  word: Uint32Array,
  shift: number,
  order: Uint32Array,
  sorted: Uint32Array,
): boolean {
  const next = new Uint32Array(BUCKETS + 1);
  const mask = BUCKETS - 1;
  for (const key of word) next[((key >>> shift) & mask) + 1]! += 1;
  if (next.includes(word.length)) return false;
  for (let bucket = 1; bucket <= BUCKETS; bucket++) next[bucket]! += next[bucket - 1]!;
  for (const row of order) sorted[next[(word[row]! >>> shift) & mask]!++] = row;
  return true;
}
