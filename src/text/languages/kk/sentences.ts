import { ru } from '../ru/sentences.js';
import type { SentenceRules } from '../types.js';

export const kk: SentenceRules = {
  languages: ['kk', 'ky', 'tt'],
  scripts: ['Cyrl'],
  base: ru,
  abbreviations: {
    joined: 'б.з.б б.з.д қ көш ауд обл акад проф',
    end: 'т.б т.с.с мың млн млрд',
    number: 'б № бет',
    unit: 'ж ғ',
  },
  starters: 'ал бұл бірақ біз біздің ол олар оның сол сондықтан соңғы мен менің сен сіз осы және енді егер бүгін кейін',
  dashAttribution: true,
};
