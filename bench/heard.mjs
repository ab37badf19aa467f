// The sound that a listener hears: the pauses between sentences and after a clause, the silence before the first sound,
// and the level. Every engine and voice is measured over the whole server, and eSpeak in twenty languages. The figures are
// lengths and levels of the sound, so a busy machine does not change them.
import { listen } from './lib/listening-client.mjs';
import { serve } from './lib/processes.mjs';
import { activeLevelDb, firstSoundAt, pausesIn, silentEndMs } from './lib/sound.mjs';
import { serveSpeech } from './lib/speech-peer.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';

/**
 * @import { Figure } from './lib/figures.mjs'
 *
 * @typedef {{ voice: string, pausesMs: number[], clauseMs: number[], firstSoundMs: number, levelDb: number, endMs: number }} Heard
 */

const RATE_HZ = 48_000;
/** The length of silence from which it is a pause between sentences, ms: within words it was 121 ms at most. */
const MIN_PAUSE_MS = 200;
/** The length of silence from which it is a pause after a clause, ms. */
const MIN_CLAUSE_MS = 100;
const LEVEL_DB = -20;
/** The length from which the first sentence is cut at a clause, characters. */
const CLAUSE_CHARS = '15';

/** Three sentences, and a sentence that is cut at its comma, in each language. */
const TEXTS = {
  en: [
    'The train leaves at nine. It stops in every town. We arrive at noon.',
    'When the train arrives, we all get on.',
  ],
  ru: ['Поезд уходит в девять. Он идёт до моря. Мы будем там к обеду.', 'Когда поезд придёт, мы в него сядем.'],
  de: [
    'Der Zug fährt um neun. Er hält in jeder Stadt. Wir sind mittags da.',
    'Wenn der Zug kommt, steigen wir alle ein.',
  ],
  es: ['El tren sale a las nueve. Va hasta la playa. Llegamos al mediodía.', 'Cuando llegue el tren, subimos todos.'],
  fr: [
    'Le train part à neuf heures. Il va à la mer. Nous arrivons à midi.',
    'Quand le train arrive, nous montons tous.',
  ],
  it: ['Il treno parte alle nove. Va fino al mare. Arriviamo a mezzogiorno.', 'Quando arriva il treno, saliamo tutti.'],
  pt: ['O trem sai às nove. Ele vai até o mar. Chegamos ao meio-dia.', 'Quando o trem chegar, nós vamos subir.'],
  pl: [
    'Pociąg odjeżdża o dziewiątej. Jedzie nad morze. Będziemy tam w południe.',
    'Kiedy pociąg przyjedzie, wsiądziemy.',
  ],
  uk: ['Потяг їде о дев’ятій. Він іде до моря. Ми будемо там в обід.', 'Коли потяг приїде, ми сядемо в нього.'],
  nl: [
    'De trein gaat om negen uur. Hij rijdt naar zee. We komen om twaalf uur aan.',
    'Als de trein komt, stappen we in.',
  ],
  tr: ['Tren dokuzda kalkıyor. Denize kadar gidiyor. Öğlen orada olacağız.', 'Tren gelince hemen, hepimiz bineceğiz.'],
  cs: ['Vlak odjíždí v devět. Jede až k moři. Budeme tam v poledne.', 'Až vlak přijede, všichni nastoupíme.'],
  sv: ['Tåget går klockan nio. Det går till havet. Vi är framme vid tolv.', 'När tåget kommer, stiger vi alla på.'],
  fi: [
    'Juna lähtee yhdeksältä. Se kulkee merelle. Olemme perillä puolilta päivin.',
    'Kun juna tulee asemalle, nousemme kyytiin.',
  ],
  el: [
    'Το τρένο φεύγει στις εννέα. Πηγαίνει στη θάλασσα. Φτάνουμε το μεσημέρι.',
    'Όταν έρθει το τρένο, ανεβαίνουμε όλοι.',
  ],
  hi: ['ट्रेन नौ बजे निकलती है। वह समुद्र तक जाती है। हम दोपहर में पहुँचेंगे।', 'जब ट्रेन आएगी, तब हम सब चढ़ेंगे।'],
  ar: ['يغادر القطار في التاسعة. يذهب إلى البحر. نصل عند الظهر.', 'عندما يصل القطار، نصعد جميعا.'],
  ko: [
    '기차는 아홉 시에 출발합니다. 바다까지 갑니다. 우리는 정오에 도착합니다.',
    '기차가 역에 곧 도착하면, 우리는 모두 탑니다.',
  ],
  ro: ['Trenul pleacă la nouă. Merge până la mare. Ajungem la prânz.', 'Când vine trenul, urcăm cu toții.'],
  hu: ['A vonat kilenckor indul. A tengerig megy. Délre ott leszünk.', 'Amikor jön a vonat, mind felszállunk.'],
};
const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal16'];

/**
 * @param {number} port
 * @param {string} voice
 * @param {keyof typeof TEXTS} language
 * @returns {Promise<Heard>}
 */
async function hear(port, voice, language) {
  const [sentences, clauses] = /** @type {[string, string]} */ (TEXTS[language]);
  const sound = await listen(port, sentences, language);
  const cut = await listen(port, clauses, language);
  return {
    voice,
    pausesMs: pausesIn(sound, RATE_HZ, MIN_PAUSE_MS),
    clauseMs: pausesIn(cut, RATE_HZ, MIN_CLAUSE_MS).slice(0, 1),
    firstSoundMs: (firstSoundAt(sound) * 1000) / RATE_HZ,
    levelDb: activeLevelDb(sound, RATE_HZ),
    endMs: silentEndMs(sound, RATE_HZ),
  };
}

/**
 * Runs `work` with a server.
 * @template Result
 * @param {Readonly<Record<string, string>>} env
 * @param {(port: number) => Promise<Result>} work
 */
async function withServer(env, work) {
  const server = await serve({ TTS_FIRST_CLAUSE_MIN_CHARS: CLAUSE_CHARS, ...env });
  try {
    return await work(server.port);
  } finally {
    await server.stop();
  }
}

/**
 * @param {{ quick: boolean, progress: (step: string) => void }} options
 * @returns {Promise<Heard[]>}
 */
async function hearAll({ quick, progress }) {
  const all = /** @type {(keyof typeof TEXTS)[]} */ (Object.keys(TEXTS));
  const languages = quick ? all.slice(0, 2) : all;
  const heard = await withServer({ TTS_ENGINE: 'espeak' }, async (port) => {
    /** @type {Heard[]} */
    const rows = [];
    for (const language of languages) {
      progress(`espeak, ${language}`);
      rows.push(await hear(port, `espeak_${language}`, language));
    }
    return rows;
  });
  for (const voice of quick ? FLITE_VOICES.slice(0, 1) : FLITE_VOICES) {
    progress(`flite, ${voice}`);
    heard.push(
      await withServer({ TTS_ENGINE: 'flite', TTS_FLITE_VOICE: voice }, (port) => hear(port, `flite_${voice}`, 'en')),
    );
  }
  progress('a speech server');
  const peer = await serveSpeech();
  try {
    const env = {
      TTS_ENGINE: 'openai',
      TTS_OPENAI_BASE_URL: peer.url,
      OPENAI_API_KEY: 'bench',
      TTS_OPENAI_SAMPLE_RATE: String(peer.sampleRateHz),
      TTS_OPENAI_GAIN_DB: '10',
    };
    heard.push(await withServer(env, (port) => hear(port, 'server', 'en')));
  } finally {
    await peer.stop();
  }
  return heard;
}

/**
 * @param {Heard} heard
 * @returns {Figure[]}
 */
function figuresOf({ voice, pausesMs, clauseMs, firstSoundMs, levelDb, endMs }) {
  /** @type {(id: string, what: string, value: number, unit: string) => Figure} */
  const figure = (id, what, value, unit) => ({
    id: `heard.${voice.replaceAll('-', '_')}_${id}`,
    what: `${voice}: ${what}`,
    value,
    unit,
    better: 'none',
    spread: 0,
  });
  return [
    figure('pause_ms', 'pause between sentences, mean of two', mean(pausesMs), 'ms'),
    figure('clause_ms', 'pause after a clause', mean(clauseMs), 'ms'),
    figure('first_sound_ms', 'first sound after first audio', firstSoundMs, 'ms'),
    figure('level_db', 'active level', levelDb, 'dBFS'),
    figure('end_ms', 'silence after the last sentence', endMs, 'ms'),
  ];
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * @param {readonly Heard[]} heard
 * @returns {Figure[]}
 */
function extremes(heard) {
  const pauses = heard.flatMap(({ pausesMs }) => pausesMs);
  const clauses = heard.flatMap(({ clauseMs }) => clauseMs);
  /** @type {(id: string, what: string, value: number, unit: string, better: 'less' | 'more') => Figure} */
  const figure = (id, what, value, unit, better) => ({ id: `heard.${id}`, what, value, unit, better, spread: 0 });
  const wrong = heard.filter(({ pausesMs }) => pausesMs.length !== 2).length;
  return [
    figure('wrong_pauses', 'voices without exactly two pauses between three sentences', wrong, '', 'less'),
    figure('shortest_pause_ms', 'shortest pause between sentences', Math.min(...pauses), 'ms', 'more'),
    figure('longest_pause_ms', 'longest pause between sentences', Math.max(...pauses), 'ms', 'less'),
    figure('shortest_clause_ms', 'shortest pause after a clause', Math.min(...clauses), 'ms', 'more'),
    figure('longest_clause_ms', 'longest pause after a clause', Math.max(...clauses), 'ms', 'less'),
    figure('first_sound_ms', 'first sound after first audio, longest', maxOf(heard, 'firstSoundMs'), 'ms', 'less'),
    figure('end_ms', 'silence after the last sentence, longest', maxOf(heard, 'endMs'), 'ms', 'less'),
    figure(
      'level_error_db',
      `distance of the active level from ${LEVEL_DB} dBFS, largest`,
      Math.max(...heard.map(({ levelDb }) => Math.abs(levelDb - LEVEL_DB))),
      'dB',
      'less',
    ),
  ];
}

/**
 * @param {readonly Heard[]} heard
 * @param {'firstSoundMs' | 'endMs'} field
 */
const maxOf = (heard, field) => Math.max(...heard.map((row) => row[field]));

export const suite = defineSuite({
  name: 'heard',
  title: 'Pauses, first sound and level of every engine, and of eSpeak in twenty languages',
  summary:
    'Measures the pauses, the silence before the first sound and the level of every engine, and of twenty languages.',
  seconds: { whole: 40, quick: 12 },
  async run(options) {
    const heard = await hearAll(options);
    return [...heard.flatMap(figuresOf), ...extremes(heard)];
  },
});
await runAlone(import.meta.url, suite);
