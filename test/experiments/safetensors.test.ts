import { describe, expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../../lib/src/experiments/safetensors.js';

const file = {
  tensors: {
    kernel: { shape: [2, 2], values: new Float32Array([1, -0, Number.NaN, 1e-45]) },
    count: { shape: [], values: new Int32Array([-7]) },
    empty: { shape: [0, 3], values: new Float32Array() },
  },
  metadata: { note: 'naïve ✓' },
};

describe('safetensors', () => {
  test('gives back what was written, bit by bit', () => {
    expect(decodeSafetensors(encodeSafetensors(file))).toEqual(file);
  });

  test('is the published layout: length, header of a multiple of 8 bytes, data', () => {
    const bytes = encodeSafetensors(file);
    const headerLength = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength)) as Record<
      string,
      unknown
    >;
    expect(headerLength % 8).toBe(0);
    expect(header['count']).toEqual({ dtype: 'I32', shape: [], data_offsets: [0, 4] });
    expect(bytes.readInt32LE(8 + headerLength)).toBe(-7);
  });

  // Each row: what was done to the file, and what is said.
  const whole = encodeSafetensors(file);
  const damaged: readonly (readonly [string, Buffer, RegExp])[] = [
    ['empty', Buffer.alloc(0), /0 bytes, expected at least 8/],
    ['a header longer than the file', Buffer.alloc(16, 255), /header ends at/],
    ['cut off', whole.subarray(0, whole.length - 1), /tensor kernel spans/],
  ];
  test.each(damaged)('refuses a file that is %s', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(message);
  });
});
