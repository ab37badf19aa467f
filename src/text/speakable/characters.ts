import { plainForms } from './compatibility-forms.js';
import { withoutSilentCharacters } from './silent-characters.js';

/**
 * Matches every text that the rules of this file change, as UTF-16 units. Prose of any language should not match: the
 * vowel signs of Indian scripts that are written in two parts are searched as pairs, because each part alone is common.
 */
const RARE = new RegExp(
  [
    // Controls, the soft hyphen, ligatures, digraphs, small capitals, raised letters, combining marks, Greek variants.
    String.raw`[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\xb4\u0132\u0133\u0149\u017f\u01c4-\u01cc\u01eb\u01f1-\u01f3`,
    String.raw`\u0262\u026a\u0274\u0280\u028f\u0299\u029c\u029f\u02b0-\u02b8\u02bc\u02e0-\u02e4\u0300-\u034f\u0374`,
    String.raw`\u037e\u0387\u03d0-\u03d6\u03f0-\u03f5\u061c\u0653-\u0655\u0958-\u095f\u09dc-\u09df\u0a33\u0a36`,
    String.raw`\u0a59-\u0a5e\u0b5c\u0b5d\u1100-\u11ff\u17b4\u17b5\u180b-\u180e\u1d00-\u1dbf\u1f71-\u1fff`,
    // Zero-width characters, hyphens, letters and numbers in signs, radicals, kana with separate marks, squared words.
    String.raw`\u200b-\u200f\u2010-\u2012\u202a-\u202e\u203c\u2044\u2047-\u2049\u2060-\u206f\u2071\u207f\u2090-\u209c`,
    String.raw`\u20d0-\u20e2\u20e4-\u214f\u2160-\u217f\u2215\u2460-\u24ff\u2776-\u2793\u2e9f\u2ef3\u2f00-\u2fd5\u3099`,
    String.raw`\u309a\u3164\u3220-\u3243\u3251-\u325f\u3280-\u33ff\ua730\ua731`,
    // Halves of surrogate pairs: styled letters, letters in signs, tags, ideographs, private use. Then other forms.
    String.raw`\ud835\udb40\ud87e\udb80-\udbff\ue000-\uf8ff\uf900-\ufb4f\ufb50-\ufdfc\ufe00-\ufe19\ufe50-\ufeff`,
    String.raw`\uff03-\uff06\uff0a\uff0b\uff0d\uff0f-\uff19\uff1d\uff20-\uff3a\uff3e\uff41-\uff5a\uff61-\uffff]|[0-9][\uff0e\uff1a][0-9]`,
    String.raw`|\ud83c[\udd00-\udda9]|[\u0928\u0930\u0933]\u093c|\u09c7[\u09be\u09d7]|\u0b47[\u0b3e\u0b56\u0b57]`,
    String.raw`|\u0b92\u0bd7|[\u0bc6\u0bc7][\u0bbe\u0bd7]|\u0c46\u0c56|[\u0cbf\u0cc6\u0cca][\u0cc2\u0cd5\u0cd6]`,
    String.raw`|[\u0d46\u0d47][\u0d3e\u0d57]|[\u0dd9\u0ddc][\u0dca\u0dcf\u0ddf]|\u1025\u102e`,
  ].join(''),
);

/**
 * Returns the text in the characters that an engine knows: composed letters, plain letters and digits in place of styled
 * ones, and no character without a sound. Line breaks and the private-use marks of citations stay.
 */
export const plainCharacters = (text: string): string =>
  RARE.test(text) ? withoutSilentCharacters(plainForms(text.normalize('NFC'))) : text;
