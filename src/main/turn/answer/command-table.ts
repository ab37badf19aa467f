import { z } from 'zod';

/** The part of the assistant that a command belongs to. It is sent to the client with the command. */
export type FeatureId = 'apps' | 'messages' | 'browser_use' | 'subscription' | 'whatsapp';

interface CommandRow {
  readonly featureId: FeatureId;
  /** The schema of its arguments. Further arguments are accepted: clients know more than this table. */
  readonly args: z.ZodType;
  /** The present name of each argument that had another name before; models still write the former name. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** Tells whether an argument has no value; models may write null or a blank string then. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

const required = z.string().refine((text) => !isMissing(text));
const optional = z.string().nullish();
const app = z
  .looseObject({ app_name: optional, app_path: optional })
  .refine(({ app_name, app_path }) => !isMissing(app_name) || !isMissing(app_path), { path: ['app_name'] });

/** The commands that clients run, with the names and arguments that they know. */
export const COMMANDS = {
  open_app: { featureId: 'apps', args: app },
  close_app: { featureId: 'apps', args: z.looseObject({ app_name: required }) },
  read_messages: { featureId: 'messages', args: z.looseObject({ contact: optional }) },
  send_message: {
    featureId: 'messages',
    args: z.looseObject({ contact: required, message: required }),
    renamed: { text: 'message' },
  },
  find_contact: { featureId: 'messages', args: z.looseObject({ query: required }), renamed: { name: 'query' } },
  browser_use: { featureId: 'browser_use', args: z.looseObject({ task: required }) },
  close_browser: { featureId: 'browser_use', args: z.looseObject({}) },
  buy_subscription: { featureId: 'subscription', args: z.looseObject({}) },
  manage_subscription: { featureId: 'subscription', args: z.looseObject({}) },
  send_whatsapp_message: { featureId: 'whatsapp', args: z.looseObject({}) },
  read_whatsapp_messages: { featureId: 'whatsapp', args: z.looseObject({}) },
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

const BY_LETTERS = new Map(COMMAND_NAMES.map((name) => [lettersOf(name), name]));

/**
 * Returns the command that a model's name means; undefined = there is none. Capitals and the marks between words do not
 * count: "Open-App" and "openApp" are `open_app`.
 */
export function commandNamed(name: string): CommandName | undefined {
  return BY_LETTERS.get(lettersOf(name));
}

export function rowOf(name: CommandName): CommandRow {
  return COMMANDS[name];
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}
