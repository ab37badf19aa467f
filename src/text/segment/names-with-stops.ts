import { wordsOf } from '../languages/words-of.js';

const setOf = (list: string): ReadonlySet<string> => new Set(wordsOf(list));

/** The ends of names of files and hosts that are hardly ever a word at the start of a sentence: "Node.Js". */
export const FILE_ENDINGS = setOf(`
  com net org edu gov info biz dev io ru su ua рф js ts jsx tsx mjs cjs py rb rs cpp hpp php html htm css scss json yaml yml toml
  xml md txt csv pdf doc docx xls xlsx ppt pptx png jpg jpeg gif svg webp mp3 mp4 wav zip tar gz exe dll apk sh sql ini cfg
`);

/** Words that stand before a full stop in code and names of files more often than at the end of a sentence: "file.Name". */
export const CODE_NAMES = setOf(`
  args array btn callback cfg config console const ctx db doc dom el elem enum env err evt express file func int json lib math
  module np null obj object os param params pd plt prop props react ref req request res response self src std str string struct sys
  this tmp torch util utils val var vue word www
`);
