/** A variable in code: "$HOME", "$name", "${NAME}", "$(date)", "$_". */
const IN_CODE = /\$(?:\{(\w{1,40})\}|(?=[\p{L}_({]))/gu;
/**
 * A variable of a shell in prose, or the name of a share: "$HOME/bin", "${NAME}". A formula has shorter names, or ends
 * with another dollar sign.
 */
const IN_PROSE =
  /\$(?:\{([A-Z_][A-Z\d_]{1,40})\}|([A-Z_][A-Z\d_]{2,40})(?=[/:]?\$[A-Z]|\/[\p{Ll}.~]|[.,;:!?)"'”’]|[ -][\p{L}"'(]{2}|$))/gu;
const BEFORE_NAME = /\$(?=[\p{L}_]{2})/gu;

/** Removes the dollar signs, and the braces around a name, of variables in code, which an engine reads as money. */
export const withoutVariableMarks = (code: string): string => (code.includes('$') ? code.replace(IN_CODE, '$1') : code);

/** Removes the dollar signs of variables in prose, before formulas are read. */
export const withoutShellMarks = (text: string): string =>
  text.includes('$')
    ? text.replace(IN_PROSE, (_, braced: string, bare: string) => (braced ?? bare).replaceAll('_', ' '))
    : text;

/** Removes the dollar signs that stand before a name where no formula is. */
export const withoutNameMarks = (text: string): string => (text.includes('$') ? text.replace(BEFORE_NAME, '') : text);
