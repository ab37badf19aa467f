/**
 * The markup of the protocols between models and their servers, as it leaks into answers. Names are regular expressions
 * in lower case.
 */

/** Elements around calls of tools: JSON, code, or the elements of `PARTS`. */
const CALLS = [
  'tool[_-]?calls?',
  'function[_-]?calls?',
  'tool_uses?',
  'use_tool',
  'use_mcp_tool',
  'execute_tool',
  'tool_code',
  'tools?',
  '_call',
];
/** Elements within calls of tools. A bare `<function>` or `<parameter>` may be prose; one with a name is not. */
const PARTS = [
  'invoke',
  'function',
  'parameter',
  'argument',
  'arg_key',
  'arg_value',
  'tool_name',
  'tool_input',
  'tool_sep',
];
/** Elements around the results of tools. */
const RESULTS = ['tool_(?:response|result|output|message)s?', 'function_(?:response|result|output)s?'];

const anyOf = (names: readonly string[]): string => names.join('|');
export const ELEMENT_NAMES = anyOf([...CALLS, ...PARTS, ...RESULTS]);

const CALL = new RegExp(`^(?:${anyOf(CALLS)})$`);
const RESULT = new RegExp(`^(?:${anyOf(RESULTS)})$`);

/** The kind of an element: a call, a part of a call, or a result. */
export type ElementKind = 'call' | 'part' | 'result';

export function elementKindOf(name: string): ElementKind {
  if (CALL.test(name)) return 'call';
  return RESULT.test(name) ? 'result' : 'part';
}

/** Brackets in capitals: Mistral's and Llama's tokens. */
export const BRACKET_NAMES = anyOf([
  'TOOL_CALLS?',
  '(?:END_)?TOOL_REQUEST',
  'END_TOOL_RESULT',
  'TOOL_RESULTS?',
  'TOOL_CONTENT',
  'AVAILABLE_TOOLS',
  'ARGS',
  'CALL_ID',
  'INST',
  'SYSTEM_PROMPT',
]);

/** The tokens of EXAONE: `[|assistant|]`. */
export const BAR_TOKENS = anyOf(['assistant', 'user', 'system', 'tool', 'endofturn']);

/** The text behind the name in Command-R's tags of citations: `<co: 0>`, `</co: 0:[1,2]>`. */
export const CITED = ': ?[\\d:,[\\] ]{0,24}';

/** Tokens that look like ordinary tags. */
export const PLAIN_TOKENS = anyOf([
  's',
  'bos',
  'eos',
  'pad',
  'unk',
  'start_of_turn',
  'end_of_turn',
  'endoftext',
  'end_of_utterance',
  'eot',
  'extra_id_[01]',
  '(?:start|end)_function_(?:declaration|call|response)',
  'unused\\d{1,4}',
  `co(?:${CITED})?`,
]);

/**
 * The meaning of a special token: a message's header begins or ends, the next speaker is the model, the user or another
 * one, a message or the whole answer ends, a call or a thought begins or ends, or none of these.
 */
export type TokenRole =
  | 'header'
  | 'header_end'
  | 'assistant'
  | 'user'
  | 'other_speaker'
  | 'message_end'
  | 'answer_end'
  | 'call'
  | 'call_end'
  | 'thought'
  | 'thought_end'
  | 'none';

/** The roles of tokens by their names, without `<|` and `|>` and with `_` for `▁`. The first match counts. */
const TOKEN_ROLES: readonly (readonly [RegExp, TokenRole])[] = [
  [
    /^(?:start|im_start|start_header_id|header_start|start_of_role|start_of_turn|turn|channel|unused94|extra_id_[01])$/,
    'header',
  ],
  [/^(?:message|end_header_id|header_end|end_of_role|im_middle|im_sep|content)$/, 'header_end'],
  [/^(?:im_)?(?:assistant|chatbot_token|model)$/, 'assistant'],
  [/^(?:im_)?(?:user|human|user_token)$/, 'user'],
  [/^(?:im_)?(?:system|developer|observation|tool|system_token)$/, 'other_speaker'],
  [/^(?:end|call|eom_id|unused95)$/, 'message_end'],
  [/^(?:return|im_end|eot|eot_id|eod|eos|s|end_?of_?text|end_?of_?turn|end_response)$/, 'answer_end'],
  [/^end_of_(?:turn_token|sentence|utterance)$/, 'answer_end'],
  [/think|thought/, 'thought'],
  [/tool|function|action|plugin|python|^output/, 'call'],
];

/** @param isEnd true when the token's form says that it ends something: `<|/name|>`, `<name|>` */
export function tokenRoleOf(name: string, isEnd: boolean): TokenRole {
  const role = TOKEN_ROLES.find(([pattern]) => pattern.test(name))?.[1] ?? 'none';
  const ends = isEnd || /(?:^|_)end(?:_|$)/.test(name);
  if (ends && (role === 'call' || role === 'thought')) return `${role}_end`;
  // Gemma closes a turn with `<turn|>`.
  if (isEnd && name === 'turn') return 'answer_end';
  return isEnd && (role === 'header' || role === 'user' || role === 'other_speaker') ? 'message_end' : role;
}

export const USER_SPEAKERS = /^(?:user|human)$/i;
/** The other speakers in the header of a message whose text is not for the user. */
export const OTHER_SPEAKERS =
  /^(?:system|developer|tool|ipython|python|browser|environment|observation|functions?\..*|[a-z_]+\.[a-z_].*)$/i;
/** The names that a header may have: those of the speakers, and of the channels of a message of the model. */
export const HEADER_NAMES =
  /^(?:assistant|model|ai|user|human|system|developer|tool|ipython|python|browser|environment|observation|functions?(?:\.[\w.-]*)?|[a-z_]+\.[a-z_][\w.-]*|analysis|commentary|final|thought|thinking)$/i;
export const THOUGHT_CHANNELS = /^(?:analysis|thought|thinking)$/i;
