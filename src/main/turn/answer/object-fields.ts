const FIELDS = ['session_id', 'command', 'args', 'text'] as const;

type Field = (typeof FIELDS)[number];

/** Fields that models put before those of an assistant's object: its thoughts and others. They are not for the user. */
const THOUGHT_FIELDS: ReadonlySet<string> = new Set(['thought', 'thoughts', 'thinking', 'reasoning', 'analysis']);
const LEADING_FIELDS: ReadonlySet<string> = new Set([...THOUGHT_FIELDS, 'language', 'lang', 'emotion', 'tone']);
const FIRST_FIELDS: readonly string[] = [...FIELDS, ...LEADING_FIELDS];
/** A field of an assistant's object in JSON, in quotation marks, with its colon. */
const QUOTED_FIELD = new RegExp(`["'](?:${FIELDS.join('|')})["']\\s*:`);
/** Fields in which models put the text instead of `text`. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(['response', 'answer', 'reply', 'message', 'content', 'speech']);

/** The tool by which LangChain's agents answer, and the field of its text. */
const ANSWER_TOOL = 'Final Answer';
const ANSWER_INPUT = 'action_input';

/** Tells whether `name` is a field of an assistant's object. */
export const isField = (name: string): name is Field => FIELDS.some((field) => field === name);

/** Tells whether a field may stand before those of an assistant's object. */
export const isLeadingField = (name: string): boolean => LEADING_FIELDS.has(name);

/** Tells whether a field holds the model's thoughts. */
export const isThoughtField = (name: string): boolean => THOUGHT_FIELDS.has(name);

/** Tells whether `start` is the beginning of such a field's name, or a whole name. */
export const mayBecomeField = (start: string): boolean => FIRST_FIELDS.some((field) => field.startsWith(start));

/** Tells whether a piece of JSON holds a field of an assistant's object. */
export const holdsField = (json: string): boolean => QUOTED_FIELD.test(json);

/** Tells whether a field's value is not to be spoken. */
export const isUnspokenField = (name: string): boolean => name !== 'text' && (isField(name) || isLeadingField(name));

/**
 * Tells whether a field holds the text of an object that has no `text`.
 * @param action the object's field `action`; empty when it has none so far
 */
export const isTextField = (name: string, action: string): boolean =>
  TEXT_FIELDS.has(name) || (name === ANSWER_INPUT && action === ANSWER_TOOL);
