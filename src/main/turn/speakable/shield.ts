/** ASCII marks that are to be heard as they stand, moved out of the sight of the rules: into the private use area. */
const BASE = 0xe000;

/** Hides the marks of `text` from every later rule. */
export const shield = (text: string): string =>
  text.replace(/[!-/:-@[-`{-~]/g, (mark) => String.fromCharCode(BASE + mark.charCodeAt(0)));

/** Shows them again. */
export const unshield = (text: string): string =>
  text.replace(/[\uE000-\uE07F]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - BASE));

/** Takes out what would be taken for a hidden mark: nobody can hear these characters. */
export const withoutShields = (text: string): string => text.replace(/[\uE000-\uE07F]/g, '');
