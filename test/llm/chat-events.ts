/** Builders of the events of a chat completion, as model servers send them. */

export const data = (value: unknown): string =>
  `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;

export const choice = (fields: object): object => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 0,
  model: 'm',
  choices: [{ index: 0, ...fields }],
});

/** Returns an event with a piece of the answer; servers put values of several kinds into `content`. */
export const says = (content: unknown, fields: object = {}): string => data(choice({ delta: { content }, ...fields }));

export const finish = (finish_reason: string): string => data(choice({ delta: {}, finish_reason }));

export const usage = (value: unknown): string => data({ object: 'chat.completion.chunk', choices: [], usage: value });

export const DONE = data('[DONE]');
