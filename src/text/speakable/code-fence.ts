/** The opening fence of a code block. */
export interface Fence {
  /** The mark: three or more "`" or "~". */
  readonly mark: string;
  /** The text before the mark in its line. */
  readonly before: string;
  /** The info string after the mark: usually the language. */
  readonly info: string;
}

/**
 * Returns the fence that the line opens; undefined = the line opens no fence. Models also write a fence of backticks
 * after text ("Run this: ```sh"): it counts if only a language follows.
 *
 * @param text the line without its block marks
 */
export function openingFence(text: string, opensLine: boolean): Fence | undefined {
  const mark = /`{3,}|~{3,}/.exec(text);
  if (!mark) return undefined;
  const before = text.slice(0, mark.index);
  const info = text.slice(mark.index + mark[0].length).trim();
  if (info.includes('`')) return undefined;
  const ownLine = opensLine && before === '';
  if (!ownLine && !(mark[0].startsWith('`') && /^[\w+#.-]*$/.test(info))) return undefined;
  return { mark: mark[0], before, info };
}

/** Returns true when the line ends the code: it ends with a mark that is at least as long as the fence's. */
export function closesFence({ mark }: Fence, line: string): boolean {
  return line.trimEnd().endsWith(mark);
}
