import type { PhraseWords } from '../phrase-words.js';

export const ENGLISH_PHRASES: PhraseWords = {
  openers: `
    and but or nor yet because although though while whereas unless until till if whether since when where that which who whose whom
    after before during without within with between among through across along around behind beneath beside besides beyond despite
    against above below under near by on in into onto at from for to than as
    the a an this these those my your our their his its each every some any several many
  `,
  bound: `
    of is are was were be been being am isn't aren't wasn't weren't has have had having do does did don't doesn't didn't will would
    won't wouldn't can can't cannot could couldn't shall should shouldn't may might must not no never very so too quite such rather
    pretty all both half only just even almost nearly about over up out off down more most less least fewer further other another
    either neither what how why i you he she it we they there here roughly exactly mr mrs ms dr st
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen first second third minus plus point
  `,
  numbered: `
    page pages chapter section line row column figure table step number room gate platform flight track route exit floor level part
    volume version article paragraph question answer option item group grade class type model windows iphone channel phase unit day
    week year age aged bus train highway january february march april may june july august september october november december
  `,
};
