import type { AssistantCommand } from './answer-events.js';
import { COMMAND_NAMES, type CommandName, commandNamed, type FeatureId, isMissing, rowOf } from './command-table.js';

/** The largest size of all arguments of a command together, bytes of JSON in UTF-8. */
const MAX_ARGS_BYTES = 16_384;

/** The groups of commands that this server allows. Commands for apps need no flag. */
export interface CommandFlags {
  readonly messages: boolean;
  readonly browserUse: boolean;
  readonly subscription: boolean;
  readonly whatsapp: boolean;
}

/** The commands that may be forwarded, and the settings that go with them. */
export interface CommandPolicy {
  readonly allowed: ReadonlySet<CommandName>;
  /** The arguments of `browser_use` that a command gets when the model gave none. */
  readonly browserArgs: Readonly<Record<string, unknown>>;
}

/** A command that may be sent to the client. */
export interface ValidatedCommand extends AssistantCommand {
  readonly name: CommandName;
}

export type RefusalReason = 'unknown_command' | 'not_allowed' | 'missing_argument' | 'invalid_argument';

/** The result of `validateCommand`. A refusal contains no text of the model, so it may be logged. */
export type CommandVerdict =
  | { readonly verdict: 'forward'; readonly command: ValidatedCommand; readonly featureId: FeatureId }
  | {
      readonly verdict: 'refuse';
      readonly reason: RefusalReason;
      /** The name of the command in the table; absent when there is none. */
      readonly command?: CommandName;
      /** The name of the faulty argument in the table; absent when all arguments together are too long. */
      readonly argument?: string;
    };

/** Returns the commands that the flags allow. */
export function allowedCommands(flags: CommandFlags): ReadonlySet<CommandName> {
  const { messages, browserUse: browser_use, subscription, whatsapp } = flags;
  const isOn: Readonly<Record<FeatureId, boolean>> = { apps: true, messages, browser_use, subscription, whatsapp };
  return new Set(COMMAND_NAMES.filter((name) => isOn[rowOf(name).featureId]));
}

/**
 * Decides whether a command is forwarded: it must be known and allowed, and must have the arguments that it needs. The
 * forwarded command has the names that clients know, whatever names the model wrote.
 */
export function validateCommand(written: AssistantCommand, { allowed, browserArgs }: CommandPolicy): CommandVerdict {
  const name = commandNamed(written.name);
  if (name === undefined) return { verdict: 'refuse', reason: 'unknown_command' };
  if (!allowed.has(name)) return { verdict: 'refuse', reason: 'not_allowed', command: name };
  const { args: schema, renamed, featureId } = rowOf(name);
  let args = withPresentNames(written.args, renamed ?? {});
  const argument = schema.safeParse(args).error?.issues[0]?.path[0];
  if (typeof argument === 'string') {
    const reason = isMissing(args[argument]) ? 'missing_argument' : 'invalid_argument';
    return { verdict: 'refuse', reason, command: name, argument };
  }
  if (name === 'browser_use') args = withDefaults(args, browserArgs);
  if (Buffer.byteLength(JSON.stringify(args)) > MAX_ARGS_BYTES) {
    return { verdict: 'refuse', reason: 'invalid_argument', command: name };
  }
  return { verdict: 'forward', command: { name, args }, featureId };
}

type Args = AssistantCommand['args'];

/** Returns the arguments with each former name replaced, unless the argument of the present name has a value. */
function withPresentNames(args: Args, renamed: Readonly<Record<string, string>>): Args {
  const former = Object.entries(renamed).filter(([from, to]) => !isMissing(args[from]) && isMissing(args[to]));
  if (former.length === 0) return args;
  const result = { ...args };
  for (const [from, to] of former) {
    result[to] = args[from];
    delete result[from];
  }
  return result;
}

function withDefaults(args: Args, defaults: Args): Args {
  const missing = Object.entries(defaults).filter(([name]) => isMissing(args[name]));
  return missing.length === 0 ? args : { ...args, ...Object.fromEntries(missing) };
}
