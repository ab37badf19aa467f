/** Marks shared by all languages; the characters are Unicode's Sentence_Terminal property plus what models write. */

/** End a sentence before white space. */
export const TERMINATORS = '!?‽⁇⁈⁉‼܀܁܂᠃᠉';

/** End a sentence with or without white space after them. */
export const WIDE_TERMINATORS = '。！？．｡﹖﹗।॥۔؟։።፧፨။។៕།༎꘎꯫᱾᱿෴';

/** Full stops that stand between digits in a number. */
export const WIDE_POINTS = '．';

/** The sentence may go on after these. */
export const ELLIPSES = '…‥⋯';

/** Allowed places for an early or forced cut, before white space. */
export const CLAUSE_MARKS = ',;:،؛;·՝';

/** Those of them that end a sentence in some languages (`endMarks`). */
export const MAYBE_END_MARKS = ';:';

/** Clause marks with or without white space after them. */
export const WIDE_CLAUSE_MARKS = '，、；：､﹐﹑﹔﹕፣፤፥၊';

/** Clause marks if white space stands on both sides. */
export const DASHES = '-–—―';

/** Start a list item wherever they follow white space. */
export const BULLETS = '•⁃◦▪▫■□●○‣∙➤►▶✓✔✗✘';

export const LINE_BREAKS = '\n\r\v\f\u0085\u2028\u2029';

/** Close the sentence together with its terminator; the pairs below do so too. ** _ ` ~ are markdown. */
export const CLOSERS = '\'’"*_`~';

/** What may stand between the white space and the first letter of a sentence. */
export const LEADERS = '\'‘"*_`~¿¡';

/** Space for a sentence inside a pair: longer ones, and those never closed, protect nothing (UTF-16 units). */
const SPAN = 200;
/** The same for scripts that say as much in fewer characters. */
const DENSE_SPAN = 80;

export interface Pair {
  readonly open: string;
  /** Any of these closes it. */
  readonly close: string;
  readonly span: number;
}

/** A mark that can both open and close ( “ » " ) closes if a pair it fits is open. */
export const PAIRS: readonly Pair[] = [
  { open: '"', close: '"', span: SPAN },
  { open: '(', close: ')', span: SPAN },
  { open: '[', close: ']', span: SPAN },
  { open: '{', close: '}', span: SPAN },
  { open: '“', close: '”', span: SPAN },
  { open: '„', close: '“”', span: SPAN },
  { open: '«', close: '»', span: SPAN },
  { open: '»', close: '«', span: SPAN },
  { open: '‹', close: '›', span: SPAN },
  { open: '（', close: '）', span: DENSE_SPAN },
  { open: '「', close: '」', span: DENSE_SPAN },
  { open: '『', close: '』', span: DENSE_SPAN },
  { open: '《', close: '》', span: DENSE_SPAN },
  { open: '〈', close: '〉', span: DENSE_SPAN },
  { open: '【', close: '】', span: DENSE_SPAN },
  { open: '〔', close: '〕', span: DENSE_SPAN },
  { open: '｢', close: '｣', span: DENSE_SPAN },
];

/** After a quotation that ends in a wide terminator these go on with the sentence: particles of Japanese, marks. */
export const WIDE_CONTINUATIONS = 'とっというなのがをもにでかへやだは，、；：';
