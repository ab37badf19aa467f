/** Tells whether two names differ by one letter: another one, one more, one less, or two neighbours swapped. */
export function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restEquals = (skipA: number, skipB: number): boolean => a.slice(start + skipA) === b.slice(start + skipB);
  const isSwap = a[start] === b[start + 1] && a[start + 1] === b[start] && restEquals(2, 2);
  return restEquals(1, 1) || restEquals(1, 0) || restEquals(0, 1) || isSwap;
}
