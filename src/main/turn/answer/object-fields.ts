const FIELDS = ['session_id', 'command', 'args', 'text'] as const;

type Field = (typeof FIELDS)[number];

/** Whether `name` is a key that an assistant's object has. */
export const isField = (name: string): name is Field => FIELDS.some((field) => field === name);

/** Whether more letters can make `start` the name of a field; it may be one already. */
export const mayBecomeField = (start: string): boolean => FIELDS.some((field) => field.startsWith(start));
