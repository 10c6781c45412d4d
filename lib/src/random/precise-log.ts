/*
 * NumPy takes the C library's logarithm, which is almost always the double nearest to the true
 * value; `Math.log` is one further off more often. Here the logarithm is worked out to some 75
 * bits, as the sum of a double and a small rest, and rounded once.
 */

/** A number as the unrounded sum of a double and a far smaller one. */
type DoubleDouble = readonly [high: number, low: number];

const LN2: DoubleDouble = [0.6931471805599453, 2.3190468138462996e-17];

/** Splits a double into two halves whose products are exact (Dekker 1971). */
const SPLITTER = 2 ** 27 + 1;

/**
 * The natural logarithm, rounded to the nearest double.
 *
 * @param value - above 0, finite and not subnormal
 * @returns ln(value)
 * @remarks With s = (m - 1) / (m + 1), ln m = 2 (s + s³/3 + s⁵/5 + …), m near 1.
 */
export function preciseLog(value: number): number {
  const exponent = Math.round(Math.log2(value));
  const mantissa = value / 2 ** exponent;
  const logarithm = logNearOne(mantissa);
  const [high, low] = add(multiply([exponent, 0], LN2), logarithm);
  return high + low;
}

function logNearOne(mantissa: number): DoubleDouble {
  const s = divide(mantissa - 1, exactSum(mantissa, 1));
  const square = multiply(s, s);
  let sum: DoubleDouble = [tail(square[0]), 0];
  for (const odd of [7, 5, 3, 1]) {
    sum = add(multiply(sum, square), divide(1, [odd, 0]));
  }
  return multiply([2 * s[0], 2 * s[1]], sum);
}

/** The terms of the series from the fifth on, which are small enough for plain doubles. */
function tail(square: number): number {
  let sum = 0;
  for (let odd = 35; odd >= 9; odd -= 2) {
    sum = sum * square + 1 / odd;
  }
  return sum;
}

function exactSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}

function exactProduct(a: number, b: number): DoubleDouble {
  const product = a * b;
  const aHigh = a * SPLITTER - (a * SPLITTER - a);
  const bHigh = b * SPLITTER - (b * SPLITTER - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  const rest = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  return [product, rest];
}

function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [high, low] = exactSum(a[0], b[0]);
  return exactSum(high, low + a[1] + b[1]);
}

function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [high, low] = exactProduct(a[0], b[0]);
  return exactSum(high, low + a[0] * b[1] + a[1] * b[0]);
}

function divide(a: number, b: DoubleDouble): DoubleDouble {
  const quotient = a / b[0];
  const [high, low] = exactProduct(quotient, b[0]);
  return exactSum(quotient, (a - high - low - quotient * b[1]) / b[0]);
}
