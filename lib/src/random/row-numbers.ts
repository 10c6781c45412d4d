/** The numbers 0 to nRows - 1. */
export function rowNumbers(nRows: number): Int32Array {
  const numbers = new Int32Array(nRows);
  for (let row = 0; row < nRows; row++) {
    numbers[row] = row;
  }
  return numbers;
}
