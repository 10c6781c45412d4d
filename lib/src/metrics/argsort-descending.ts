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
  const [low, high] = keysOf(scores);
  let order = new Uint32Array(scores.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let scratch = new Uint32Array(scores.length);
  for (const word of [low, high]) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      const starts = startOfBuckets(word, shift);
      if (!starts) continue;
      distribute(word, shift, starts, order, scratch);
      [order, scratch] = [scratch, order];
    }
  }
  return order;
}

/** Unsigned words, low and high, that ascend as the floats descend. */
function keysOf(scores: Float64Array): [Uint32Array, Uint32Array] {
  const bits = new Float64Array(scores.length);
  for (let i = 0; i < bits.length; i++) bits[i] = scores[i]! + 0; // -0 becomes 0
  const words = new Uint32Array(bits.buffer);
  const [low, high] = [new Uint32Array(scores.length), new Uint32Array(scores.length)];
  for (let i = 0; i < scores.length; i++) {
    const lowWord = words[2 * i + LOW_WORD]!;
    const highWord = words[2 * i + 1 - LOW_WORD]!;
    const isNegative = highWord >>> 31 === 1;
    low[i] = isNegative ? lowWord : ~lowWord;
    high[i] = isNegative ? highWord : highWord ^ 0x7fffffff;
  }
  return [low, high];
}

/** Where the keys of each digit begin once sorted; nothing where all have the same digit. */
function startOfBuckets(word: Uint32Array, shift: number): Uint32Array | undefined {
  const starts = new Uint32Array(BUCKETS);
  for (let i = 0; i < word.length; i++) {
    const digit = (word[i]! >>> shift) & (BUCKETS - 1);
    starts[digit] = starts[digit]! + 1;
  }
  if (starts[((word[0] ?? 0) >>> shift) & (BUCKETS - 1)] === word.length) return undefined;
  let total = 0;
  for (let digit = 0; digit < BUCKETS; digit++) {
    const count = starts[digit]!;
    starts[digit] = total;
    total += count;
  }
  return starts;
}

/** One stable pass of the sort: rows go to the bucket of their digit in the order they come. */
function distribute(
  word: Uint32Array,
  shift: number,
  next: Uint32Array,
  order: Uint32Array,
  sorted: Uint32Array,
): void {
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const digit = (word[row]! >>> shift) & (BUCKETS - 1);
    const at = next[digit]!;
    sorted[at] = row;
    next[digit] = at + 1;
  }
}
