/**
 * C += A B^T for row-major matrices: A is m x k, B is n x k, C is m x n. Both rows lie together in memory, and two rows of A meet
 * four of B at a time, so each number that is loaded is used several times.
 */
export function addProduct(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  m: number,
  n: number,
  k: number,
): void {
  let i = 0;
  for (; i + 1 < m; i += 2) {
    const a0 = i * k;
    const a1 = a0 + k;
    let j = 0;
    for (; j + 3 < n; j += 4) {
      const b0 = j * k;
      const b1 = b0 + k;
      const b2 = b1 + k;
      const b3 = b2 + k;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let l = 0; l < k; l++) {
        const x0 = a[a0 + l];
        const x1 = a[a1 + l];
        const y0 = b[b0 + l];
        const y1 = b[b1 + l];
        const y2 = b[b2 + l];
        const y3 = b[b3 + l];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s03 += x0 * y3;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        s13 += x1 * y3;
      }
      const c0 = i * n + j;
      const c1 = c0 + n;
      c[c0] += s00;
      c[c0 + 1] += s01;
      c[c0 + 2] += s02;
      c[c0 + 3] += s03;
      c[c1] += s10;
      c[c1 + 1] += s11;
      c[c1 + 2] += s12;
      c[c1 + 3] += s13;
    }
    for (; j < n; j++) {
      c[i * n + j] += dot(a, a0, b, j * k, k);
      c[(i + 1) * n + j] += dot(a, a1, b, j * k, k);
    }
  }
  for (; i < m; i++) for (let j = 0; j < n; j++) c[i * n + j] += dot(a, i * k, b, j * k, k);
}

function dot(a: Float64Array, from: number, b: Float64Array, start: number, length: number): number {
  let sum = 0;
  for (let l = 0; l < length; l++) sum += a[from + l] * b[start + l];
  return sum;
}

/** The transpose of the first `rows` rows of a row-major matrix. */
export function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) result[j * rows + i] = matrix[i * columns + j];
  return result;
}

/** Adds the sum of each column of a row-major matrix to `sums`. */
export function addColumnSums(matrix: Float64Array, rows: number, columns: number, sums: Float64Array): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[j] += matrix[i * columns + j];
}
