const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉';
const TAG = /<(sup|sub)>([-−+]?)(\d{1,4})<\/\1>/gi;
const ENDING = /(?<=\d)<sup>(\p{L}{1,3})<\/sup>/giu;

/**
 * Replaces digits in HTML's tags of raised and lowered text by the characters for them: "m<sup>2</sup>" by "m²". The
 * ending of an ordinal number joins its digits: "1<sup>st</sup>".
 */
export function withRaisedDigits(text: string): string {
  if (!text.includes('<su') && !text.includes('<SU')) return text;
  return text.replace(ENDING, '$1').replace(TAG, (found, tag: string, sign: string, digits: string) => {
    const isRaised = tag.toLowerCase() === 'sup';
    if (sign !== '' && !isRaised) return found;
    const marks = isRaised ? RAISED : LOWERED;
    const mark = sign === '' ? '' : sign === '+' ? '⁺' : '⁻';
    return mark + [...digits].map((digit) => marks[Number(digit)]).join('');
  });
}
