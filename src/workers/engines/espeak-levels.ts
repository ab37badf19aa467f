import { primarySubtag } from '../../text/language/language-tag.js';

/**
 * The gains, dB, that bring eSpeak's voices to an active level (ITU-T P.56) of −20 dB of full scale, by language. They
 * were measured on a sentence and on numbers. Every voice that is not listed is within 1.5 dB of that level.
 */
const GAINS_DB: Readonly<Record<string, number>> = {
  tt: 2,
  be: 1.5,
  uk: -1.5,
  hi: -1.5,
  ur: -2,
  pa: -2,
  bpy: -2,
  kok: -2,
  tk: -2,
  tn: -2.5,
  bn: -2.5,
  as: -2.5,
  cmn: -2.5,
  zh: -2.5,
  or: -3,
  my: -3,
  ltg: -3,
  piqd: -4,
  haw: -8,
  mi: -10,
};

/** Returns the gain of a voice of eSpeak, dB. */
export const espeakGainDb = (voice: string): number => GAINS_DB[primarySubtag(voice)] ?? 0;
