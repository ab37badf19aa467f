/** The words with which a thought about the user begins: "Okay, the user asks …". An answer to the user does not begin so. */
interface ThoughtStart {
  /** The words that may stand before: "Okay, so the user …". */
  readonly leads: readonly string[];
  readonly subject: readonly string[];
  /** The starts of the words that must follow when no word stands before. */
  readonly verbs: readonly string[];
}

const wordsOf = (text: string): string[] => text.split(' ');

/** The languages in which models are known to think, besides Chinese. */
const THOUGHT_STARTS: readonly ThoughtStart[] = [
  {
    leads: wordsOf("okay ok alright all right hmm hm so well first now wait let me see think let's"),
    subject: wordsOf('the user'),
    verbs: wordsOf('ask want say said just greet wrote sent seems request'),
  },
  {
    leads: wordsOf('хорошо ладно итак окей так ну хм значит'),
    subject: wordsOf('пользователь'),
    verbs: wordsOf('спр прос хочет пиш напис сказал говор поздоров'),
  },
];
/** The words that may begin a thought: most answers are told by their first word. */
const FIRST_WORDS: ReadonlySet<string> = new Set(
  THOUGHT_STARTS.flatMap(({ leads, subject: [first = ''] }) => [...leads, first, `${first}'s`]),
);
const FIRST_WORD = /^(\S+?)[,…]?\s/;
const CHINESE = /^(?:嗯|好的?|首先|现在)?[，,、\s]?用户(?:问|想|说|让|要|发|提|刚|询|希望)/u;
const CHINESE_START = /^(?:嗯|好的?|首先?|现在?)?[，,、\s]?(?:用户?)?$/u;

/** The most words that may stand before the subject. */
const MAX_LEADS = 5;
/** The longest text that is looked at, UTF-16 units. */
const MAX_CHARS = 64;

/**
 * Decides whether an answer that starts with `answer` is a thought whose opening tag stands in the model's template:
 * such a thought begins by speaking about the user. `wait` = more text is needed.
 */
export function judgeStart(answer: string): 'thought' | 'answer' | 'wait' {
  const start = answer.trimStart().slice(0, MAX_CHARS);
  if (start === '' || CHINESE_START.test(start)) return 'wait';
  if (CHINESE.test(start)) return 'thought';
  const text = start.toLowerCase().replaceAll('’', "'");
  const first = FIRST_WORD.exec(text)?.[1];
  if (first !== undefined && !FIRST_WORDS.has(first)) return 'answer';
  const words = text.split(/[,…]?\s+/);
  const verdict = THOUGHT_STARTS.map((opening) => judgeWords(words, opening)).find((judged) => judged !== 'answer');
  return verdict === 'wait' && start.length === MAX_CHARS ? 'answer' : (verdict ?? 'answer');
}

/** @param words the last of them may be incomplete */
function judgeWords(words: readonly string[], { leads, subject, verbs }: ThoughtStart): 'thought' | 'answer' | 'wait' {
  let at = 0;
  const last = words.length - 1;
  while (at < last && at < MAX_LEADS && leads.includes(words[at]!)) at++;
  if (at === last && leads.some((lead) => lead.startsWith(withoutComma(words[last]!)))) return 'wait';
  const hasLead = at > 0;
  for (const expected of subject) {
    const word = words[at]!;
    if (at === last) return expected.startsWith(word.replace(/'s?$/, '')) ? 'wait' : 'answer';
    if (word !== expected && word !== `${expected}'s`) return 'answer';
    at++;
  }
  if (hasLead) return 'thought';
  const verb = words[at]!;
  if (verbs.some((start) => verb.startsWith(start))) return 'thought';
  return at === last && verbs.some((start) => start.startsWith(verb)) ? 'wait' : 'answer';
}

const withoutComma = (word: string): string => word.replace(/[,…]$/, '');
