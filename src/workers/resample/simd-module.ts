import * as wasm from './wasm-encoder.js';

/** The parameters and locals by number. */
const job = 0;
const jobsEnd = 1;
const rowBytes = 2;
const result = 3;
const samples = 4;
const row = 5;
const rowEnd = 6;
const sums = [7, 8, 9, 10] as const;

const advance = (local: number, bytes: number): wasm.Code =>
  wasm.set(local, wasm.i32Add(wasm.get(local), wasm.i32(bytes)));

/** A round: four vectors of products, as four chains of additions hide the latency of one. */
const round: wasm.Code = [
  sums.map((sum, i) =>
    wasm.set(
      sum,
      wasm.f32x4Add(
        wasm.get(sum),
        wasm.f32x4Mul(wasm.v128Load(wasm.get(samples), 16 * i), wasm.v128Load(wasm.get(row), 16 * i)),
      ),
    ),
  ),
  advance(samples, 64),
  advance(row, 64),
];

const [a, b, c, d] = sums;
const total = sums[0];
const lane = (i: number): wasm.Code => wasm.f32x4Lane(wasm.get(total), i);

const oneJob: wasm.Code = [
  wasm.set(samples, wasm.i32Load(wasm.get(job), 0)),
  wasm.set(row, wasm.i32Load(wasm.get(job), 4)),
  wasm.set(rowEnd, wasm.i32Add(wasm.get(row), wasm.get(rowBytes))),
  sums.map((sum) => wasm.set(sum, wasm.v128Zero)),
  wasm.doWhile(round, wasm.i32LessU(wasm.get(row), wasm.get(rowEnd))),
  wasm.set(total, wasm.f32x4Add(wasm.f32x4Add(wasm.get(a), wasm.get(b)), wasm.f32x4Add(wasm.get(c), wasm.get(d)))),
  wasm.f32Store(wasm.get(result), wasm.f32Add(wasm.f32Add(lane(0), lane(1)), wasm.f32Add(lane(2), lane(3)))),
  advance(job, 8),
  advance(result, 4),
];

/** The module of `simdKernel` (see dot-kernel.ts): `dot(job, jobsEnd, rowBytes, result)`, all in bytes. */
export const SIMD_MODULE = wasm.encodeModule('dot', {
  params: 4,
  locals: [wasm.I32, wasm.I32, wasm.I32, wasm.V128, wasm.V128, wasm.V128, wasm.V128],
  body: wasm.doWhile(oneJob, wasm.i32LessU(wasm.get(job), wasm.get(jobsEnd))),
});
