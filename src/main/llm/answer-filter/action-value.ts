/** The characters of a tool's name. */
const WORD = '[\\p{L}\\p{N}_./-]{1,64}';
/** Matches the name of a tool, perhaps with arguments in brackets, up to the next line; and every start of it. */
const TOOL = new RegExp(
  `^[ \\t]{0,4}[\`"'*]{0,2}(?:${WORD}(?: ${WORD}){0,3} ?)?(?:[[(][^\\n]{0,200})?[\`"'*]{0,2}[ \\t\\r]{0,4}` +
    '(?:(?<![.!?])\\n\\s{0,8})?$',
  'u',
);
/** Matches a call in JSON, perhaps in a code fence, up to the tool's name; and every start of it. */
const JSON_CALL =
  /^\s{0,8}(?:`{0,3}$|(?:`{3}[a-z_]{0,12}\s{0,4})?(?:$|[[{][\s[{]{0,32}(?:$|"(?:[a-z_]{0,12}$|(?:action|tool|tool_name|name)"\s{0,4}(?:$|:\s{0,4}(?:$|"(?<tool>[^"\n]{0,64})(?<isWhole>"?)$))))))/;
const PROGRAM_TOOL = /^[ \t]{0,4}[`"'*]{0,2}(?:[\w.-]*_[\w.-]*[`"'*]{0,2}\s*$|[\w. -]{1,64}[[(])/;

/** Tells whether the text behind the label "Action:" may name a tool, so far. Once it may not, more text changes nothing. */
export const mayNameTool = (value: string): boolean => TOOL.test(value) || JSON_CALL.test(value);

/** Tells whether the text behind the label is the name of a tool as only programs have it, or a call with arguments. */
export const isProgramTool = (value: string): boolean => PROGRAM_TOOL.test(value);

/** Returns the name of the tool that the text behind the label calls in JSON, once the text ends with that name. */
export function jsonToolOf(value: string): string | undefined {
  const { tool, isWhole } = JSON_CALL.exec(value)?.groups ?? {};
  return isWhole ? tool : undefined;
}
