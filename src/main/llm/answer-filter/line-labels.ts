/**
 * The labels with which lines of a model's notes begin: those of ReAct (https://arxiv.org/abs/2210.03629), in the
 * languages in which models are known to write them, and those of Qwen-Agent; the headings of prompts, such as Alpaca's;
 * and the code fences of Gemma's calls.
 */
const TRACE_LABELS = {
  thought: ['thought', 'мысль', 'размышление', '思考', 'gedanke', 'pensée', 'pensamiento'],
  action: ['action', 'действие', '行动', '动作', 'aktion', 'acción'],
  input: [
    ...[
      'action input',
      'ввод действия',
      'ввод для действия',
      'входные данные действия',
      '行动输入',
      '动作输入',
      '✿function✿',
      '✿args✿',
    ],
    ...['aktionseingabe', "entrée de l'action", 'entrée de l’action', 'entrada de acción', 'entrada de la acción'],
  ],
  observation: ['observation', 'наблюдение', '观察', 'beobachtung', 'observación', '✿result✿'],
  final: [
    ...['final answer', 'окончательный ответ', 'финальный ответ', 'итоговый ответ', '最终答案', '最终回答'],
    ...['endgültige antwort', 'finale antwort', 'réponse finale', 'respuesta final', '✿return✿'],
  ],
  answer: ['answer', 'ответ', '回答', '答案', 'antwort', 'réponse', 'respuesta'],
  question: ['question', 'вопрос', '问题', 'frage', 'pregunta'],
} as const;
/** The headings `### Human:` and `### Assistant:` of prompts. */
const PROMPT_LABELS = {
  user: ['human', 'user', 'instruction'],
  assistant: ['assistant', 'response'],
} as const;
/** The code fences around calls of tools and their results. */
const FENCE_LABELS = {
  fence: ['```tool_code', '```tool_output', '```tool_outputs'],
} as const;

export type LabelKind = keyof typeof TRACE_LABELS | keyof typeof PROMPT_LABELS | keyof typeof FENCE_LABELS;

/** Matches the marks of markdown before a label of a trace: "**Thought:**". */
const TRACE_MARKS = /^[ \t]{0,3}(?:#{1,4}[ \t]|>[ \t]?)?\*{0,3}/;
const PROMPT_MARKS = /^### ?/;
const NO_MARKS = /^/;
/** Matches the text behind the name of a label: a number, and the colon. */
const LABEL_END = /^(?:[ \t]?\d{1,2})?(?<before>\*{0,3})[ \t]?[:：](?<behind>\*{0,3})/;
const FENCE_END = /^[ \t]{0,4}\r?\n/;
const FENCE_END_START = /^[ \t]{0,4}\r?$/;
const LABEL_END_START = /^(?:[ \t]?\d{0,2})\*{0,3}[ \t]?$/;
/** Matches the start of the marks before a label. */
const MARKS_START = /^[ \t]{0,3}(?:#{0,4}|>)$/;

/** The longest label with its marks, UTF-16 units. */
export const MAX_LABEL = 48;

export interface LineLabel {
  readonly kind: LabelKind;
  /** The length with the marks around it, UTF-16 units. */
  readonly length: number;
}

interface Name {
  readonly name: string;
  readonly kind: LabelKind;
}

/** Labels with the same marks before them. */
interface LabelGroup {
  readonly marks: RegExp;
  /** The names by their first character. */
  readonly names: ReadonlyMap<string, readonly Name[]>;
}

function groupOf(labels: Readonly<Partial<Record<LabelKind, readonly string[]>>>, marks: RegExp): LabelGroup {
  const groups = new Map<string, Name[]>();
  for (const [kind, names] of Object.entries(labels)) {
    for (const name of names)
      groups.set(name[0]!, [...(groups.get(name[0]!) ?? []), { name, kind: kind as LabelKind }]);
  }
  return { marks, names: groups };
}

const GROUPS: readonly LabelGroup[] = [
  groupOf(TRACE_LABELS, TRACE_MARKS),
  groupOf(PROMPT_LABELS, PROMPT_MARKS),
  groupOf(FENCE_LABELS, NO_MARKS),
];

/** The characters with which a line with a label begins. Most lines begin with another one. */
const FIRST_CHARACTERS: ReadonlySet<string> = new Set([
  ...GROUPS.flatMap(({ names }) => [...names.keys()]),
  ...' \t#>*',
]);

/**
 * Returns the label with which a line begins, if it has one of the given kinds; `wait` = more text is needed.
 * @param line the start of the line, which may be cut off
 * @param isLast true when no text follows `line`
 */
export function lineLabelAt(
  line: string,
  kinds: ReadonlySet<LabelKind>,
  isLast: boolean,
): LineLabel | 'wait' | undefined {
  if (!FIRST_CHARACTERS.has((line[0] ?? '').toLowerCase())) return undefined;
  let mayBeLabel = MARKS_START.test(line);
  const start = line.slice(0, MAX_LABEL).toLowerCase();
  for (const { marks, names } of GROUPS) {
    const before = marks.exec(start)?.[0];
    if (before === undefined) continue;
    const words = start.slice(before.length);
    mayBeLabel ||= words === '' && before !== '';
    for (const name of names.get(words[0] ?? '') ?? []) {
      const length = kinds.has(name.kind) ? lengthOf(name, words, starsIn(before), isLast) : undefined;
      if (typeof length === 'number') return { kind: name.kind, length: before.length + length };
      mayBeLabel ||= length === 'wait';
    }
  }
  return mayBeLabel && !isLast && line.length < MAX_LABEL ? 'wait' : undefined;
}

/**
 * Returns the length of a label with which `words` begin; undefined when they do not; `wait` = more text is needed.
 * @param stars the number of asterisks before the name, which as many behind it close
 */
function lengthOf({ name, kind }: Name, words: string, stars: number, isLast: boolean): number | 'wait' | undefined {
  if (!words.startsWith(name)) return name.startsWith(words) ? 'wait' : undefined;
  const rest = words.slice(name.length);
  const [end, endStart] = kind === 'fence' ? [FENCE_END, FENCE_END_START] : [LABEL_END, LABEL_END_START];
  const match = end.exec(rest);
  if (!match) return endStart.test(rest) ? 'wait' : undefined;
  const { before = '', behind = '' } = match.groups ?? {};
  const open = Math.max(0, stars - before.length);
  if (behind.length < open && match[0] === rest && !isLast) return 'wait';
  return name.length + match[0].length - Math.max(0, behind.length - open);
}

const starsIn = (text: string): number => text.split('*').length - 1;
