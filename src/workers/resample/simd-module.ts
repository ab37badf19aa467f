import * as wasm from './wasm-encoder.js';

/** The numbers of a filter that its kernel is made for. */
export interface KernelShape {
  /** The coefficients of a row: a multiple of 16. */
  readonly taps: number;
  /** The steps: from one result to the next the row moves on by `down`, and `up` rows are one sample of the window. */
  readonly up: number;
  readonly down: number;
}

const advance = (local: number, bytes: number): wasm.Code =>
  wasm.set(local, wasm.i32Add(wasm.get(local), wasm.i32(bytes)));

/** Returns `filter(window, row, result, resultEnd)`. */
function filter({ taps, up, down }: KernelShape): wasm.Func {
  const [window, row, result, resultEnd, sample, coefficient, coefficientsEnd, carry, a, b, c, d] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
  ] as const;
  const rowBytes = 4 * taps;
  const sums = [a, b, c, d];

  // A round: four vectors of products, as four chains of additions hide the latency of one.
  const round: wasm.Code = [
    sums.map((sum, i) => {
      const product = wasm.f32x4Mul(
        wasm.v128Load(wasm.get(sample), 16 * i),
        wasm.v128Load(wasm.get(coefficient), 16 * i),
      );
      return wasm.set(sum, wasm.f32x4Add(wasm.get(sum), product));
    }),
    advance(sample, 64),
    advance(coefficient, 64),
  ];
  const lane = (i: number): wasm.Code => wasm.f32x4Lane(wasm.get(a), i);
  const dot: wasm.Code = [
    wasm.set(sample, wasm.get(window)),
    wasm.set(coefficient, wasm.get(row)),
    wasm.set(coefficientsEnd, wasm.i32Add(wasm.get(row), wasm.i32(rowBytes))),
    sums.map((sum) => wasm.set(sum, wasm.v128Zero)),
    wasm.doWhile(round, wasm.i32LessU(wasm.get(coefficient), wasm.get(coefficientsEnd))),
    wasm.set(a, wasm.f32x4Add(wasm.f32x4Add(wasm.get(a), wasm.get(b)), wasm.f32x4Add(wasm.get(c), wasm.get(d)))),
    wasm.f32Store(wasm.get(result), wasm.f32Add(wasm.f32Add(lane(0), lane(1)), wasm.f32Add(lane(2), lane(3)))),
  ];
  // Without a branch: the carry has no simple pattern.
  const rowsBytes = wasm.i32(up * rowBytes);
  const next: wasm.Code = [
    advance(row, (down % up) * rowBytes),
    wasm.set(carry, wasm.i32LessOrEqualU(rowsBytes, wasm.get(row))),
    wasm.set(row, wasm.i32Sub(wasm.get(row), wasm.i32Mul(wasm.get(carry), rowsBytes))),
    wasm.set(window, wasm.i32Add(wasm.get(window), wasm.i32Mul(wasm.get(carry), wasm.i32(4)))),
    advance(window, 4 * Math.floor(down / up)),
    advance(result, 4),
  ];
  return {
    name: 'filter',
    params: 4,
    locals: [wasm.I32, wasm.I32, wasm.I32, wasm.I32, wasm.V128, wasm.V128, wasm.V128, wasm.V128],
    body: wasm.doWhile([dot, next], wasm.i32LessU(wasm.get(result), wasm.get(resultEnd))),
  };
}

/** Returns a function `name(from, end, to)` that converts samples, `fromBytes` bytes at a time into 16. */
function conversion(name: string, fromBytes: number, convert: (from: wasm.Code) => wasm.Code): wasm.Func {
  const [from, end, to] = [0, 1, 2] as const;
  const step: wasm.Code = [
    wasm.v128Store(wasm.get(to), convert(wasm.get(from))),
    advance(from, fromBytes),
    advance(to, 16),
  ];
  const body = wasm.doWhile(step, wasm.i32LessU(wasm.get(from), wasm.get(end)));
  return { name, params: 3, locals: [], body };
}

const toFloat = conversion('toFloat', 8, (from) => wasm.f32x4OfInts(wasm.v128LoadInt16x4(from)));

const rounded = (four: wasm.Code): wasm.Code =>
  wasm.i32x4OfFloats(wasm.f32x4Floor(wasm.f32x4Add(four, wasm.f32x4Of(0.5))));

const toInt16 = conversion('toInt16', 32, (from) =>
  wasm.int16x8Saturated(rounded(wasm.v128Load(from)), rounded(wasm.v128Load(from, 16))),
);

/** Returns the module of `simdKernel` (see kernel.ts). */
export function simdModule(shape: KernelShape): Uint8Array<ArrayBuffer> {
  return wasm.encodeModule([filter(shape), toFloat, toInt16]);
}
