import { NexyError } from '../../shared/errors.js';

/**
 * Describes a cause for the log without its message: messages of foreign errors quote their input, which may be a
 * prompt or a key. The description tells where to look: the class of the error, its code or type, and the first place
 * in its stack, if it has one.
 */
export function describeCause(cause: unknown): { cause: string; cause_code?: string; cause_at?: string } {
  if (!(cause instanceof Error)) return { cause: typeof cause };
  const code = codeOf(cause);
  // The stack frames follow the message, which may itself quote lines that look like frames.
  const { stack = '', message } = cause;
  const frames = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : '';
  const place = frames.split('\n').find((line) => /^\s+at /.test(line));
  const at = place?.replace(/^\s+at /, '').replace(/\(?(?:file:\/\/)?[^ (]*\/([^/ )]+)\)?$/, '$1');
  const own = { cause: cause.name, ...(code ? { cause_code: code } : {}), ...(at ? { cause_at: at } : {}) };
  // The innermost cause is the most useful one.
  return cause.cause instanceof Error ? describeCause(cause.cause) : own;
}

/** Returns the type of an error of ours, which may have no stack, or the code of another error. */
function codeOf(cause: Error): string | undefined {
  if (cause instanceof NexyError) return cause.type;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
