/** Where code begins. */
export interface Fence {
  /** "```" or longer, or "~~~". */
  readonly mark: string;
  /** What stands before it in the line. */
  readonly before: string;
  /** Behind the mark: the language, most often. */
  readonly info: string;
}

/**
 * The fence that the line opens. Models write one behind text, too ("Run this: ```sh"): that is one if nothing but a language
 * follows.
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

/** Whether code ends in the line: a mark as long as the fence's, at least, and nothing after it. */
export function closesFence({ mark }: Fence, line: string): boolean {
  return line.trimEnd().endsWith(mark);
}
