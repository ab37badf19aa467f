/**
 * The objects in which models call the tools of other protocols, such as OpenAI's
 * (https://platform.openai.com/docs/guides/function-calling). They are not for the user.
 */

/** The fields that only calls have. */
const CALL_FIELDS = ['tool_calls', 'tool_call', 'function_call', 'tool_call_id', 'tool_uses'];
/** The fields of a call's arguments; they follow the name of the tool. */
const ARGUMENT_FIELDS = ['arguments', 'parameters', 'input', 'args', 'tool_input', 'action_input'];
const NAME_FIELDS = ['name', 'tool', 'tool_name', 'function', 'action', 'recipient_name'];
/** The values by which the first field shows that the object is a message or a call. */
const MARKED: Readonly<Record<string, RegExp>> = {
  role: /^(?:assistant|tool|function)$/,
  type: /^(?:function|function_call|tool_use|tool_call|tool_result)$/,
};
const FIRST_FIELDS = [...CALL_FIELDS, ...NAME_FIELDS, ...Object.keys(MARKED)];

/** Matches the first member of an object, and the name of the second one, as far as they are there. */
const START =
  /^\s*"(?<first>[a-z_]*)(?:(?<isFirst>")\s*(?:(?<colon>:)\s*(?:"(?<value>[\w.: -]{0,64})(?:(?<isValue>")\s*(?:,\s*(?:"(?<second>[a-z_]*)(?<isSecond>"?))?)?)?)?)?)?/;

/** Tells whether a field shows that its object is a call. */
export const isCallField = (name: string): boolean =>
  CALL_FIELDS.includes(name) || name === 'arguments' || name === 'parameters';

/** Decides by the text behind an object's brace whether it is a call; `wait` = more text is needed. */
export function judgeCallStart(text: string): 'call' | 'wait' | 'other' {
  const match = START.exec(text);
  if (!match) return text.trim() === '' ? 'wait' : 'other';
  const { first = '', isFirst, colon, value = '', isValue, second = '', isSecond } = match.groups ?? {};
  const more = match[0].length < text.length ? 'other' : 'wait';
  if (!isFirst) return FIRST_FIELDS.some((field) => field.startsWith(first)) ? more : 'other';
  if (CALL_FIELDS.includes(first)) return colon ? 'call' : more;
  const marked = Object.hasOwn(MARKED, first) ? MARKED[first] : undefined;
  if (!marked && !NAME_FIELDS.includes(first)) return 'other';
  if (!isValue) return more;
  if (marked) return marked.test(value) ? 'call' : 'other';
  if (isSecond) return ARGUMENT_FIELDS.includes(second) ? 'call' : 'other';
  return ARGUMENT_FIELDS.some((field) => field.startsWith(second)) ? more : 'other';
}
