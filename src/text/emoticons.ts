/** Letters that stand for eyes, mouths and hands, and marks that texts do not put into brackets together. */
const FACE = '_^＾´¯°•・･｡◕◉‿⌒▽∀≧≦ಠಥಡ益皿ᴥωДツッシノﾉﾟ︵╥﹏￣▿◡\\u0300-\\u036f';
const ARM = '[\\\\/_¯‾ヽヾノﾉ╯╰╭╮┐┌ლᕕᕗщง۶٩づつっ⊂∩]';

/** Matches text that may be a face of letters and marks: "(ツ)", "¯\_(ツ)_/¯", "(´・ω・`)", "ʕ•ᴥ•ʔ", "ಠ_ಠ". */
const EMOTICON = new RegExp(
  ` ?(?<![\\p{L}\\p{N}])(?:${ARM}{0,6}[(（]([\\p{P}\\p{S}\\p{M} ${FACE}ʖʘᐛᵕºｰー人]{1,12}?)[)）]${ARM}{0,6}|ʕ[^ʔ\\s]{1,8}ʔ|([ಠಥಡ◕◉])[_.‿益﹏]{1,4}\\2)(?![\\p{L}\\p{N}])`,
  'gu',
);
/** Matches every text with an emoticon, and is much faster. */
const MAY_HOLD_EMOTICON = new RegExp(`[(（][^\\p{L}\\p{N}]{0,11}[${FACE}ʖʘᐛᵕºｰー人][^)）]{0,12}[)）]|[ʔಠಥಡ◕◉]`, 'u');
/** Matches the content of brackets that is a face: a face has two parts at least, or is the smiling letter. */
const FACE_IN_BRACKETS = new RegExp(`[${FACE}].*[${FACE}]|^ツ$`, 'u');

/** Matches the text after an emoticon that needs no space before it. */
const NEEDS_NO_SPACE = /^(?:$|[\s.,!?;:…)\]}»”])/;

/** Removes emoticons, and leaves a space where words would meet. Their letters are no words. */
export function withoutEmoticons(text: string): string {
  if (!MAY_HOLD_EMOTICON.test(text)) return text;
  return text.replace(EMOTICON, (found: string, inBrackets: string | undefined, _eye: unknown, index: number) => {
    if (inBrackets !== undefined && !FACE_IN_BRACKETS.test(inBrackets)) return found;
    const after = index + found.length;
    return NEEDS_NO_SPACE.test(text.slice(after, after + 1)) ? '' : ' ';
  });
}
