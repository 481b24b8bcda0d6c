import onnxruntime, { type Tensor } from 'onnxruntime-node';

/** Rows of integers as one tensor of 64-bit integers, `[rows][width]`: each padded on the right to the longest. */
export function paddedTensor(rows: readonly (readonly number[])[], padding: number): Tensor {
  const width = Math.max(...rows.map((row) => row.length));
  const values = new BigInt64Array(rows.length * width).fill(BigInt(padding));
  rows.forEach((row, at) => {
    values.set(row.map(BigInt), at * width);
  });
  return new onnxruntime.Tensor('int64', values, [rows.length, width]);
}
