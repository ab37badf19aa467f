import type { PhraseWords } from '../phrase-words.js';

export const ENGLISH_PHRASES: PhraseWords = {
  conjunctions: `
    but because although though while whereas unless until till if whether since when where that which who whose whom
  `,
  prepositions: `
    after before during without within with between among through across along around behind beneath beside besides beyond
    despite against above below under near by on in into onto at from for to than
  `,
  connectives: 'and or nor yet',
  bound: `
    the a an this these those my your our their his its some any several many of s re ve ll d m is are was were be been
    being am isn't aren't wasn't weren't has have had having hasn't haven't hadn't do does did don't doesn't didn't will
    would won't wouldn't can can't cannot could couldn't shall should shouldn't may might must mustn't ought need needs
    going able used supposed according due thanks based instead well ever no not never very so too quite such rather pretty
    all both half each every only just even almost nearly about over up out off down more most less least fewer further
    other another either neither what how why i you he it we they here there roughly exactly toward towards inside outside
    throughout upon via per like including except once again mr mrs ms dr st one two three four five six seven eight nine
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand million billion dozen quarter hour hours first second third minus plus point equals
    times as somewhere next order board back right straight forward together known rich famous depend depends look looks
    looked believe believes consists deals apologised put come live lives believed
  `,
  numbered: `
    page pages chapter chapters section line row column figure table step number room gate platform flight track route exit
    floor level part volume version article paragraph question answer option item group grade class type model phase unit
    seat coach car verse act scene interstate mile port psalm bus train highway channel windows iphone last past top
    previous final following remaining day week year age aged
  `,
  afterCounts: 'sea',
  ranges: { from: 'from', to: 'to till until' },
};
