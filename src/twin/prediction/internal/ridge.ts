/**
 * Ridge regression with an intercept that is not held down: minimises sum |y - W x - b|^2 + ridge |W|^2 by the normal equations of
 * centred data and a Cholesky factorisation.
 * @param inputs count x n, row-major; n is inputs.length / count
 * @param outputs count x m
 * @returns W as m x n, and b
 */
export function solveRidge(
  inputs: Float64Array,
  outputs: Float64Array,
  count: number,
  ridge: number,
): { readonly weights: Float64Array; readonly bias: Float64Array } {
  const n = inputs.length / count;
  const m = outputs.length / count;
  const inputMean = columnMeans(inputs, count, n);
  const outputMean = columnMeans(outputs, count, m);
  const gram = new Float64Array(n * n);
  const moments = new Float64Array(m * n);
  const x = new Float64Array(n);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < n; i++) x[i] = inputs[row * n + i] - inputMean[i];
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) gram[i * n + j] += x[i] * x[j];
    for (let o = 0; o < m; o++) {
      const y = outputs[row * m + o] - outputMean[o];
      for (let i = 0; i < n; i++) moments[o * n + i] += y * x[i];
    }
  }
  for (let i = 0; i < n; i++) gram[i * n + i] += ridge;
  factorise(gram, n);
  const bias = outputMean.slice();
  for (let o = 0; o < m; o++) {
    solve(gram, moments.subarray(o * n, (o + 1) * n), n);
    for (let i = 0; i < n; i++) bias[o] -= moments[o * n + i] * inputMean[i];
  }
  return { weights: moments, bias };
}

function columnMeans(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < columns; j++) means[j] += matrix[row * columns + j] / rows;
  return means;
}

/** The lower Cholesky factor of a symmetric matrix, in its place. */
function factorise(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      // Directions in which nothing varies (a vehicle's own last step to the left) are held at 0 by the ridge.
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / a[j * n + j];
    }
}

/** Solves L L^T x = b in place of b. */
function solve(factor: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= factor[i * n + k] * b[k];
    b[i] /= factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= factor[k * n + i] * b[k];
    b[i] /= factor[i * n + i];
  }
}
