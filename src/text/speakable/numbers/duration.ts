import { nounCounter } from './counted-nouns.js';
import type { SpokenLanguage } from './spoken-language.js';
import { unitNamer } from './unit-names.js';

/** Returns a function that says hours, minutes and seconds, without those that are zero. */
export function durationOf(language: SpokenLanguage): (hours: number, minutes: number, seconds: number) => string {
  const nameOf = unitNamer(language);
  const count = nounCounter(language);
  const say = (amount: number, unit: string): string => count(String(amount), nameOf(unit) ?? ['$']);
  return (hours, minutes, seconds) => {
    const parts = [say(hours, 'h'), say(minutes, 'min'), say(seconds, 's')];
    return parts.filter((_, i) => [hours, minutes, seconds][i] !== 0).join(' ') || parts[2]!;
  };
}
