// Philox 4x32-10: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const WEYL = [0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;
// The key with which TensorFlow scrambles a stateless seed into key and counter.
const SCRAMBLE_KEY = [0x3ec8f720, 0x02461e29] as const;

type Block = [number, number, number, number];

/**
 * The integers of TensorFlow's `StatelessRandomUniformFullInt`, computed in JavaScript:
 * bit for bit the same, for machines without TensorFlow.
 *
 * @param size - how many, at least 0
 * @param seed - two 32-bit integers
 * @returns int32 values, uniform over the whole range
 * @remarks Checked against TensorFlow 2.21.
 */
export function philoxIntegers(size: number, seed: readonly [number, number]): Int32Array {
  const [key, counter] = scrambleSeed(seed);
  const integers = new Int32Array(size);
  for (let i = 0; i < size; i += 4) {
    const block = philoxBlock(counter, key);
    for (let j = 0; j < 4 && i + j < size; j++) integers[i + j] = block[j]!;
    increment(counter);
  }
  return integers;
}

// TensorFlow widens each 32-bit seed to 64 bits with its sign.
function scrambleSeed([first, second]: readonly [number, number]): [[number, number], Block] {
  const high = (value: number): number => ((value | 0) < 0 ? -1 : 0);
  const mixed = philoxBlock([first, high(first), second, high(second)], SCRAMBLE_KEY);
  return [
    [mixed[0], mixed[1]],
    [0, 0, mixed[2], mixed[3]],
  ];
}

function increment(counter: Block): void {
  for (let i = 0; i < 4; i++) {
    counter[i] = (counter[i]! + 1) | 0;
    if (counter[i] !== 0) return;
  }
}

function philoxBlock(counter: Readonly<Block>, key: readonly [number, number]): Block {
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIERS[0], a);
    const low0 = Math.imul(MULTIPLIERS[0], a);
    const high1 = multiplyHigh(MULTIPLIERS[1], c);
    const low1 = Math.imul(MULTIPLIERS[1], c);
    [a, b, c, d] = [high1 ^ b ^ k0, low1, high0 ^ d ^ k1, low0];
    k0 = (k0 + WEYL[0]) | 0;
    k1 = (k1 + WEYL[1]) | 0;
  }
  return [a, b, c, d];
}

// Upper 32 bits of the product of two unsigned 32-bit integers.
function multiplyHigh(x: number, y: number): number {
  const [x0, x1] = [x & 0xffff, x >>> 16];
  const [y0, y1] = [y & 0xffff, y >>> 16];
  const cross = x1 * y0 + Math.floor((x0 * y0) / 0x10000);
  return x1 * y1 + Math.floor((cross + x0 * y1) / 0x10000);
}
