/**
 * The start of Unicode's private use area. ASCII marks that are to be spoken unchanged are moved there, so that later
 * rules do not match them.
 */
const BASE = 0xe000;

/** Hides the marks of `text` from every later rule. */
export const shield = (text: string): string =>
  text.replace(/[!-/:-@[-`{-~]/g, (mark) => String.fromCharCode(BASE + mark.charCodeAt(0)));

/** Restores the marks that `shield` has hidden. */
export const unshield = (text: string): string =>
  text.replace(/[\uE000-\uE07F]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - BASE));

/** Hides the marks and digits of `text` from every later rule. */
export const shieldAll = (text: string): string =>
  text.replace(/[!-@[-`{-~]/g, (mark) => String.fromCharCode(BASE + mark.charCodeAt(0)));
