/** Returns the most bytes that a text can take in memory: two for each UTF-16 unit. */
export function bytesOf(text: string): number {
  return text.length * 2;
}
