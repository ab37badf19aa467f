import type { Config } from '../../shared/config/schema.js';
import type { Finding } from '../doctor/finding.js';
import { explain } from './explain.js';
import { type ConfigOptions, configFrom } from './options.js';
import { withOwnServer } from './own-server.js';
import { receiveGreeting } from './welcome.js';

type Build = Config['tts']['espeak_library'];

const SUBJECT = 'espeak library';
const TEXT =
  'The old river follows 42 letters near the station, and the clever teacher repairs 17 windows by the sea. ';
/** The number of repetitions that make about a minute of speech. */
const REPEATS = 8;
const ROUNDS = 5;
/** A build is recommended when it is at least this many times as fast as the other. */
const WORTH_IT = 1.2;

/**
 * Measures both builds of espeak, each in a server of its own on a free port.
 * @returns undefined when the config does not use espeak
 */
export async function checkEspeak(options: ConfigOptions): Promise<Finding | undefined> {
  const { engine, espeak_library: used } = configFrom(options).config.tts;
  if (engine === 'flite') return undefined;
  try {
    const native = await measure(options, 'native');
    if (typeof native === 'string') return finding(used === 'package', `${used} (native: ${native})`);
    const packaged = await measure(options, 'package');
    if (typeof packaged === 'string') return finding(used === 'native', `${used} (package: ${packaged})`);
    const times = { native, package: packaged };
    const other: Build = used === 'native' ? 'package' : 'native';
    const gain = times[used] / times[other];
    const detail = `${used}: ${times[used].toFixed(1)} ms for a second of speech (${other}: ${times[other].toFixed(1)} ms)`;
    const advice = `set tts.espeak_library to ${other}: it is ${gain.toFixed(1)} times as fast`;
    return finding(true, detail, gain >= WORTH_IT ? advice : undefined);
  } catch (cause) {
    return finding(false, explain(cause).message);
  }
}

const finding = (isGood: boolean, detail: string, mend?: string): Finding => ({
  subject: SUBJECT,
  isGood,
  detail,
  mend,
});

/** Returns the time that a build takes for a second of speech, ms; or the reason why it cannot be loaded. */
async function measure(options: ConfigOptions, build: Build): Promise<number | string> {
  const overrides = {
    'tts.engine': 'espeak',
    'tts.espeak_library': build,
    'tts.warm_up_languages': '',
    'features.use_module_coordinator': false,
    'logging.level': 'error',
  };
  return await withOwnServer(
    options,
    overrides,
    () => {},
    async ({ speech }, client) => {
      const failure = speech.failures.find(({ name }) => name === 'espeak');
      if (failure) return failure.reason;
      let fastest = Number.POSITIVE_INFINITY;
      // The first rounds are slow because the code is not compiled yet.
      for (let round = 0; round < ROUNDS; round++) {
        const startMs = performance.now();
        const { samples, sampleRateHz } = await receiveGreeting(client, { text: TEXT.repeat(REPEATS) });
        fastest = Math.min(fastest, ((performance.now() - startMs) * sampleRateHz) / Math.max(1, samples.length));
      }
      return fastest;
    },
  );
}
