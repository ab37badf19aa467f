const FIELDS = ['session_id', 'command', 'args', 'text'] as const;

type Field = (typeof FIELDS)[number];

/** Returns true when `name` is a field of an assistant's object. */
export const isField = (name: string): name is Field => FIELDS.some((field) => field === name);

/** Returns true when `start` is the beginning of a field's name, or a whole name. */
export const mayBecomeField = (start: string): boolean => FIELDS.some((field) => field.startsWith(start));
