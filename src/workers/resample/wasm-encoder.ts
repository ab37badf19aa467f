/**
 * Code in the WebAssembly binary format (WebAssembly Core Specification 2.0, chapter 5): nested arrays of bytes,
 * flattened when a section is closed. This file has only the part of the format that one module with an imported memory
 * and exported functions needs.
 */
export type Code = number | readonly Code[];

export const I32 = 0x7f;
export const V128 = 0x7b;

const flatten = (code: Code): number[] => (typeof code === 'number' ? [code] : code.flatMap(flatten));

/** Encodes as unsigned LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Encodes as signed LEB128. */
function signed(value: number): number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

function sized(code: Code): number[] {
  const bytes = flatten(code);
  return [...unsigned(bytes.length), ...bytes];
}

const name = (text: string): number[] => sized([...Buffer.from(text)]);
const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items];
const section = (id: number, items: readonly Code[]): Code => [id, sized(vector(items))];
/** Encodes an opcode of the SIMD proposal, which stands behind a prefix. */
const simd = (opcode: number): Code => [0xfd, unsigned(opcode)];
/** Encodes the immediate of a memory access: alignment (a hint, as a power of two), then the offset in bytes. */
const access = (align: number, offset: number): Code => [align, unsigned(offset)];

export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)];
export const i32 = (value: number): Code => [0x41, signed(value)];
export const i32Add = (a: Code, b: Code): Code => [a, b, 0x6a];
export const i32Sub = (a: Code, b: Code): Code => [a, b, 0x6b];
export const i32Mul = (a: Code, b: Code): Code => [a, b, 0x6c];
export const i32LessU = (a: Code, b: Code): Code => [a, b, 0x49];
export const i32LessOrEqualU = (a: Code, b: Code): Code => [a, b, 0x4d];
export const f32Store = (address: Code, value: Code): Code => [address, value, 0x38, access(2, 0)];
export const f32Add = (a: Code, b: Code): Code => [a, b, 0x92];
/**
 * Loads a vector. Rows start on multiples of 16 bytes but windows on any sample, so loads promise no more than 4 bytes.
 */
export const v128Load = (address: Code, offset = 0): Code => [address, simd(0x00), access(2, offset)];
/** Loads four int16 as int32. */
export const v128LoadInt16x4 = (address: Code): Code => [address, simd(0x03), access(3, 0)];
export const v128Store = (address: Code, value: Code): Code => [address, value, simd(0x0b), access(4, 0)];
export const v128Zero: Code = [simd(0x0c), new Array<number>(16).fill(0)];
export const f32x4Lane = (vector4: Code, lane: number): Code => [vector4, simd(0x1f), lane];
export const f32x4Add = (a: Code, b: Code): Code => [a, b, simd(0xe4)];
export const f32x4Mul = (a: Code, b: Code): Code => [a, b, simd(0xe6)];
export const f32x4Floor = (a: Code): Code => [a, simd(0x68)];
/** Returns four times the number. */
export const f32x4Of = (value: number): Code => [0x43, [...new Uint8Array(Float32Array.of(value).buffer)], simd(0x13)];
export const f32x4OfInts = (a: Code): Code => [a, simd(0xfa)];
/** Cuts off the fractions, saturating. */
export const i32x4OfFloats = (a: Code): Code => [a, simd(0xf8)];
/** Narrows four and four int32 to eight int16, saturating. */
export const int16x8Saturated = (a: Code, b: Code): Code => [a, b, simd(0x85)];
/** Runs the body, and repeats it as long as the condition, evaluated after it, holds. */
export const doWhile = (body: Code, condition: Code): Code => [0x03, 0x40, body, condition, 0x0d, 0, 0x0b];

/** An exported function without results: the number of its i32 parameters, the types of its locals, its body. */
export interface Func {
  readonly name: string;
  readonly params: number;
  readonly locals: readonly number[];
  readonly body: Code;
}

/** Returns the bytes of a module that imports `env.memory` and exports functions. */
export function encodeModule(functions: readonly Func[]): Uint8Array<ArrayBuffer> {
  const typeOf = ({ params }: Func): Code => [0x60, vector(new Array<number>(params).fill(I32)), vector([])];
  const codeOf = ({ locals, body }: Func): Code => sized([vector(locals.map((type) => [1, type])), body, 0x0b]);
  return new Uint8Array(
    flatten([
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(1, functions.map(typeOf)),
      section(2, [[name('env'), name('memory'), 0x02, 0x00, unsigned(1)]]),
      section(
        3,
        functions.map((_, index) => unsigned(index)),
      ),
      section(
        7,
        functions.map((func, index) => [name(func.name), 0x00, unsigned(index)]),
      ),
      section(10, functions.map(codeOf)),
    ]),
  );
}
