/**
 * Marks shared by all languages; the characters are Unicode's Sentence_Terminal property plus the marks that models
 * write.
 */

/** Marks that end a sentence before white space. */
export const TERMINATORS = '!?‽⁇⁈⁉‼܀܁܂᠃᠉';

/** Marks that end a sentence with or without white space after them. */
export const WIDE_TERMINATORS = '。！？．｡﹖﹗।॥۔؟։።፧፨။។៕།༎꘎꯫᱾᱿෴';

/** Full stops that stand between digits in a number. */
export const WIDE_POINTS = '．';

/** Marks after which the sentence may go on. */
export const ELLIPSES = '…‥⋯';

/** Marks that allow an early or forced cut, before white space. */
export const CLAUSE_MARKS = ',;:،؛;·՝';

/** The clause marks that end a sentence in some languages (`endMarks`). */
export const MAYBE_END_MARKS = ';:';

/** Clause marks with or without white space after them. */
export const WIDE_CLAUSE_MARKS = '，、；：､﹐﹑﹔﹕፣፤፥၊';

/** Clause marks if white space stands on both sides. */
export const DASHES = '-–—―';

/** Marks that start a list item wherever they follow white space. */
export const BULLETS = '•⁃◦▪▫■□●○‣∙➤►▶✓✔✗✘';

export const LINE_BREAKS = '\n\r\v\f\u0085\u2028\u2029';

/** Marks that close the sentence together with its terminator; the pairs below do so too. ** _ ` ~ are markdown. */
export const CLOSERS = '\'’"*_`~';

/** Marks that may stand between the white space and the first letter of a sentence. */
export const LEADERS = '\'‘"*_`~¿¡';

/** The space for a sentence inside a pair, UTF-16 units: longer pairs, and those never closed, protect nothing. */
const SPAN = 200;
/** The space in scripts that say as much in fewer characters. */
const DENSE_SPAN = 80;

export interface Pair {
  readonly open: string;
  /** The closing marks; each of them closes the pair. */
  readonly close: string;
  readonly span: number;
}

/** The pairs of marks. A mark that can both open and close ( “ » " ) closes if a pair it fits is open. */
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

/**
 * Characters that continue the sentence after a quotation that ends in a wide terminator: particles of Japanese, marks.
 */
export const WIDE_CONTINUATIONS = 'とっというなのがをもにでかへやだは，、；：';
