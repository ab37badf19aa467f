import { PAIRS } from './marks.js';

/** The deepest nesting, enough for quotes in brackets in quotes; deeper pairs protect nothing more. */
const MAX_DEPTH = 8;

/** The index in PAIRS plus one, by opening mark. */
const opening = new Uint8Array(0x10000);
for (const [index, pair] of PAIRS.entries()) opening[pair.open.charCodeAt(0)] = index + 1;
const closers = PAIRS.map((pair) => [pair.close.charCodeAt(0), pair.close.charCodeAt(pair.close.length - 1)] as const);

/** The brackets and quotes that are open in one segment, outermost first. */
export interface Enclosures {
  depth: number;
  /** The index of each in PAIRS. */
  readonly pairs: number[];
  /** The index at which each stops to protect its contents. */
  readonly until: number[];
}

export const noEnclosures = (): Enclosures => ({ depth: 0, pairs: [], until: [] });

/** Opens an enclosure with the opener at `index`. */
export function open(enclosures: Enclosures, code: number, index: number): void {
  const pair = opening[code]! - 1;
  if (pair < 0) return;
  expire(enclosures, index);
  if (enclosures.depth === MAX_DEPTH) return;
  enclosures.pairs[enclosures.depth] = pair;
  enclosures.until[enclosures.depth] = index + PAIRS[pair]!.span;
  enclosures.depth += 1;
}

/** Closes the innermost enclosure that `code` fits, and all enclosures in it; false if `code` fits no enclosure. */
export function close(enclosures: Enclosures, code: number, index: number): boolean {
  const level = levelOf(enclosures, code, index);
  if (level < 0) return false;
  enclosures.depth = level;
  return true;
}

/** Tells whether `code` would close an enclosure. */
export const canClose = (enclosures: Enclosures, code: number, index: number): boolean =>
  levelOf(enclosures, code, index) >= 0;

/** Tells whether `index` is inside an enclosure that still protects its contents. */
export function isEnclosed(enclosures: Enclosures, index: number): boolean {
  expire(enclosures, index);
  return enclosures.depth > 0;
}

function levelOf(enclosures: Enclosures, code: number, index: number): number {
  expire(enclosures, index);
  for (let level = enclosures.depth - 1; level >= 0; level--) {
    const [one, other] = closers[enclosures.pairs[level]!]!;
    if (code === one || code === other) return level;
  }
  return -1;
}

/**
 * Drops the enclosures that have grown too long: they were never closed, or the wait for their end would be too long.
 */
function expire(enclosures: Enclosures, index: number): void {
  if (enclosures.depth === 0) return;
  const { pairs, until } = enclosures;
  let kept = 0;
  for (let level = 0; level < enclosures.depth; level++) {
    if (until[level]! <= index) continue;
    pairs[kept] = pairs[level]!;
    until[kept] = until[level]!;
    kept += 1;
  }
  enclosures.depth = kept;
}
