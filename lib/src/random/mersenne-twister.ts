const STATE_WORDS = 624;
const SHIFT_WORDS = 397;
const UPPER_MASK = 0x80000000;
const LOWER_MASK = 0x7fffffff;
const TWIST_MATRIX = 0x9908b0df;

/**
 * The MT19937 generator of Matsumoto and Nishimura (1998), seeded as NumPy's legacy
 * `RandomState` seeds it. The rest of the room draws from it through `RandomState`.
 */
export class MersenneTwister {
  /** The 624 words of state. */
  readonly key: Uint32Array;
  /** Index of the next word to hand out; 624 means that the words must be made anew. */
  position: number;

  /** Takes over a state; use the `fromSeed` makers to start one. */
  constructor(key: Uint32Array, position: number) {
    this.key = key;
    this.position = position;
  }

  /** Starts from one unsigned 32-bit integer. */
  static fromSeed(seed: number): MersenneTwister {
    return new MersenneTwister(seedKey(seed), STATE_WORDS);
  }

  /** Starts from several unsigned 32-bit integers, at least one. */
  static fromSeedArray(seeds: ArrayLike<number>): MersenneTwister {
    return new MersenneTwister(mixSeeds(seedKey(19650218), seeds), STATE_WORDS);
  }

  /** Draws an integer from [0, 2³²). */
  nextUint32(): number {
    if (this.position === STATE_WORDS) {
      twist(this.key);
      this.position = 0;
    }
    return tempered(this.key[this.position++]!) >>> 0;
  }

  /** Fills an array with what `nextUpTo(max)` would draw one after another, each plus `low`, faster. */
  fillUpTo(values: Int32Array, low: number, max: number): void {
    if (max === 0) {
      values.fill(low);
      return;
    }
    const { key } = this;
    const mask = 0xffffffff >>> Math.clz32(max);
    let { position } = this;
    for (let index = 0; index < values.length; ) {
      if (position === STATE_WORDS) {
        twist(key);
        position = 0;
      }
      const value = (tempered(key[position++]!) & mask) >>> 0;
      if (value <= max) values[index++] = low + value;
    }
    this.position = position;
  }

  /** Draws a double from [0, 1) with 53 random bits. */
  nextDouble(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /** Draws an integer from [0, max], by rejection under the smallest mask that covers `max`. */
  nextUpTo(max: number): number {
    if (max === 0) {
      return 0;
    }
    const mask = 0xffffffff >>> Math.clz32(max);
    let value = (this.nextUint32() & mask) >>> 0;
    while (value > max) {
      value = (this.nextUint32() & mask) >>> 0;
    }
    return value;
  }
}

function seedKey(seed: number): Uint32Array {
  const key = new Uint32Array(STATE_WORDS);
  let word = seed >>> 0;
  for (let index = 0; index < STATE_WORDS; index++) {
    key[index] = word;
    word = (Math.imul(1812433253, word ^ (word >>> 30)) + index + 1) >>> 0;
  }
  return key;
}

function mixSeeds(key: Uint32Array, seeds: ArrayLike<number>): Uint32Array {
  let index = 1;
  for (let step = 0; step < Math.max(STATE_WORDS, seeds.length); step++) {
    const from = step % seeds.length;
    key[index] = mixed(key, index, 1664525) + seeds[from]! + from;
    index = following(key, index);
  }
  for (let step = 1; step < STATE_WORDS; step++) {
    key[index] = mixed(key, index, 1566083941) - index;
    index = following(key, index);
  }
  key[0] = UPPER_MASK;
  return key;
}

function mixed(key: Uint32Array, index: number, factor: number): number {
  const previous = key[index - 1]!;
  return (key[index]! ^ Math.imul(previous ^ (previous >>> 30), factor)) >>> 0;
}

function following(key: Uint32Array, index: number): number {
  if (index + 1 < STATE_WORDS) {
    return index + 1;
  }
  key[0] = key[STATE_WORDS - 1]!;
  return 1;
}

function tempered(word: number): number {
  let mixed = word ^ (word >>> 11);
  mixed ^= (mixed << 7) & 0x9d2c5680;
  mixed ^= (mixed << 15) & 0xefc60000;
  return mixed ^ (mixed >>> 18);
}

function twist(key: Uint32Array): void {
  const wrap = STATE_WORDS - SHIFT_WORDS;
  for (let index = 0; index < wrap; index++) {
    key[index] = key[index + SHIFT_WORDS]! ^ twisted(key[index]!, key[index + 1]!);
  }
  for (let index = wrap; index < STATE_WORDS - 1; index++) {
    key[index] = key[index - wrap]! ^ twisted(key[index]!, key[index + 1]!);
  }
  key[STATE_WORDS - 1] = key[SHIFT_WORDS - 1]! ^ twisted(key[STATE_WORDS - 1]!, key[0]!);
}

function twisted(upper: number, lower: number): number {
  const word = (upper & UPPER_MASK) | (lower & LOWER_MASK);
  return (word >>> 1) ^ (-(word & 1) & TWIST_MATRIX);
}
