import { z } from 'zod';
import type { AssistantCommand } from './answer-events.js';

/** The largest size of all arguments of a command together, bytes of JSON in UTF-8. */
const MAX_ARGS_BYTES = 16_384;

/** The part of the assistant that a command belongs to. It is sent to the client with the command. */
export type FeatureId = 'apps' | 'messages' | 'browser_use';

interface CommandRow {
  readonly featureId: FeatureId;
  /** The schema of its arguments. Further arguments are accepted: clients know more than this table. */
  readonly args: z.ZodType;
}

const required = z.string().refine((text) => !isMissing(text));
const optional = z.string().nullish();

const COMMANDS = {
  open_app: { featureId: 'apps', args: z.looseObject({ app_name: required }) },
  close_app: { featureId: 'apps', args: z.looseObject({ app_name: required }) },
  read_messages: { featureId: 'messages', args: z.looseObject({ contact: optional }) },
  send_message: { featureId: 'messages', args: z.looseObject({ contact: required, text: required }) },
  find_contact: { featureId: 'messages', args: z.looseObject({ name: required }) },
  browser_use: { featureId: 'browser_use', args: z.looseObject({ task: required }) },
  close_browser: { featureId: 'browser_use', args: z.looseObject({}) },
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof COMMANDS;

/** The groups of commands that this server allows. Commands for apps need no flag. */
export interface CommandFlags {
  readonly messages: boolean;
  readonly browserUse: boolean;
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
      /** The name of the faulty argument in the table; absent when all arguments together are too long. */
      readonly argument?: string;
    };

/** Returns the commands that the flags allow. */
export function allowedCommands({ messages, browserUse }: CommandFlags): ReadonlySet<CommandName> {
  const isOn: Readonly<Record<FeatureId, boolean>> = { apps: true, messages, browser_use: browserUse };
  return new Set(
    Object.keys(COMMANDS)
      .filter(isCommandName)
      .filter((name) => isOn[COMMANDS[name].featureId]),
  );
}

/** Decides whether a command is forwarded: it must be known and allowed, and must have the arguments that it needs. */
export function validateCommand({ name, args }: AssistantCommand, allowed: ReadonlySet<CommandName>): CommandVerdict {
  if (!isCommandName(name)) return { verdict: 'refuse', reason: 'unknown_command' };
  if (!allowed.has(name)) return { verdict: 'refuse', reason: 'not_allowed' };
  const row = COMMANDS[name];
  const argument = row.args.safeParse(args).error?.issues[0]?.path[0];
  if (typeof argument === 'string') {
    const reason = isMissing(args[argument]) ? 'missing_argument' : 'invalid_argument';
    return { verdict: 'refuse', reason, argument };
  }
  if (Buffer.byteLength(JSON.stringify(args)) > MAX_ARGS_BYTES)
    return { verdict: 'refuse', reason: 'invalid_argument' };
  return { verdict: 'forward', command: { name, args }, featureId: row.featureId };
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

/** Returns true when an argument has no value; models may write null or a blank string then. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
