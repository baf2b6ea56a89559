/**
 * Solves A X = B by Gaussian elimination with row pivoting, in place.
 * @param matrix A by rows, n x n; destroyed
 * @param right B by rows, n x m; becomes X
 * @returns false when A is singular
 */
export function solveLinear(matrix: Float64Array[], right: Float64Array[]): boolean {
  const n = matrix.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) pivot = row;
    if (Math.abs(matrix[pivot][column]) < 1e-300) return false;
    [matrix[pivot], matrix[column]] = [matrix[column], matrix[pivot]];
    [right[pivot], right[column]] = [right[column], right[pivot]];
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = matrix[row][column] / matrix[column][column];
      if (factor === 0) continue;
      for (let j = column; j < n; j++) matrix[row][j] -= factor * matrix[column][j];
      for (let j = 0; j < right[row].length; j++) right[row][j] -= factor * right[column][j];
    }
  }
  for (let row = 0; row < n; row++)
    for (let j = 0; j < right[row].length; j++) right[row][j] /= matrix[row][row];
  return true;
}
