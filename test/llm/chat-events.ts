/** Events of a chat completion, as servers of models send them. */

export const data = (value: unknown): string =>
  `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;

export const choice = (fields: object): object => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 0,
  model: 'm',
  choices: [{ index: 0, ...fields }],
});

/** A piece of the answer; `content` is whatever a server puts there. */
export const says = (content: unknown, fields: object = {}): string => data(choice({ delta: { content }, ...fields }));

export const finish = (finish_reason: string): string => data(choice({ delta: {}, finish_reason }));

export const usage = (value: unknown): string => data({ object: 'chat.completion.chunk', choices: [], usage: value });

export const DONE = data('[DONE]');
