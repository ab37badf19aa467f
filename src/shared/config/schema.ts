/**
 * Every key of the unified config: what it means, its unit, what is allowed and which environment variable overrides it.
 * The values live in config/unified_config.yaml and nowhere else.
 */
import { z } from 'zod';

export interface KeySpec<T> {
  readonly schema: z.ZodType<T>;
  readonly doc: string;
  /** Environment variable that overrides the file. */
  readonly env: string;
}

function key<T>(schema: z.ZodType<T>, env: string, doc: string): KeySpec<T> {
  return { schema, doc, env };
}

const integer = (minimum: number, maximum: number) => z.number().int().min(minimum).max(maximum);
const seconds = (maximum: number) => z.number().min(0.05).max(maximum);
const flag = z.boolean();
const port = integer(0, 65_535);
const text = (maximum: number) => z.string().max(maximum);
const host = z.string().min(1).max(255);
const threads = z.union([z.literal('auto'), integer(1, 64)]);
const nice = integer(0, 19);

export const CONFIG_SCHEMA = {
  grpc: {
    host: key(host, 'GRPC_HOST', 'Address to listen on; auto = 0.0.0.0 in dev, 127.0.0.1 elsewhere'),
    port: key(port, 'GRPC_PORT', 'TCP port; 0 = any free port'),
    max_workers: key(integer(1, 10_000), 'MAX_WORKERS', 'Upper bound on tasks in flight in each worker pool'),
    write_stall_timeout_seconds: key(
      seconds(3_600),
      'GRPC_WRITE_STALL_TIMEOUT',
      'A client that takes nothing for this long is cut off',
    ),
    write_budget_bytes: key(
      integer(1_024, 16_777_216),
      'GRPC_WRITE_BUDGET_BYTES',
      'Bytes of one stream that may wait inside gRPC; an interrupt cannot call these back',
    ),
    interrupt_flush_ms: key(
      integer(0, 10_000),
      'GRPC_INTERRUPT_FLUSH_MS',
      'How long the reply to an interrupt waits for bytes already on their way; a stream that takes longer is reset',
    ),
    keepalive_seconds: key(seconds(86_400), 'GRPC_KEEPALIVE', 'A silent connection is pinged after this long'),
    keepalive_timeout_seconds: key(
      seconds(3_600),
      'GRPC_KEEPALIVE_TIMEOUT',
      'A ping not answered in this time ends it',
    ),
    max_receive_bytes: key(
      integer(1_024, 67_108_864),
      'GRPC_MAX_RECEIVE_BYTES',
      'Largest request message; a proxy in front must allow as much',
    ),
    session_id_policy: key(
      z.enum(['require', 'generate']),
      'GRPC_SESSION_ID_POLICY',
      'What to do with a request that names no session: refuse it, or make an id',
    ),
    reflection: key(flag, 'GRPC_REFLECTION', 'Serve gRPC server reflection'),
  },
  http: {
    host: key(host, 'HTTP_HOST', 'Address of the HTTP endpoints; auto as grpc.host'),
    port: key(port, 'HTTP_PORT', 'TCP port of the HTTP endpoints'),
  },
  update: {
    host: key(host, 'UPDATE_HOST', 'Address of the update server; auto as grpc.host'),
    port: key(port, 'UPDATE_PORT', 'TCP port of the update server'),
  },
  backpressure: {
    max_concurrent_streams: key(integer(1, 100_000), 'BACKPRESSURE_MAX_STREAMS', 'Streams served at once'),
    max_message_rate_per_second: key(
      integer(0, 10_000),
      'BACKPRESSURE_MAX_RATE',
      'Requests one device may send in any second; 0 = off',
    ),
    max_first_audio_wait_ms: key(
      integer(0, 600_000),
      'BACKPRESSURE_MAX_FIRST_AUDIO_WAIT_MS',
      'A newcomer who would wait longer than this for the speaking threads is refused at once as `overloaded`; 0 = never',
    ),
    idle_timeout_seconds: key(
      seconds(86_400),
      'BACKPRESSURE_IDLE_TIMEOUT',
      'A stream on which nothing was sent for this long is ended',
    ),
    grace_period_seconds: key(
      z.number().min(0).max(3_600),
      'BACKPRESSURE_GRACE_PERIOD',
      'How long running streams may go on after a shutdown began',
    ),
  },
  limits: {
    max_prompt_bytes: key(integer(1, 16_777_216), 'LIMITS_MAX_PROMPT_BYTES', 'Longest prompt, UTF-8 bytes'),
    max_prompt_code_points: key(
      integer(1, 16_777_216),
      'LIMITS_MAX_PROMPT_CODE_POINTS',
      'Longest prompt, Unicode code points',
    ),
    max_welcome_bytes: key(integer(1, 1_048_576), 'LIMITS_MAX_WELCOME_BYTES', 'Longest greeting, UTF-8 bytes'),
    max_id_bytes: key(
      integer(16, 4_096),
      'LIMITS_MAX_ID_BYTES',
      'Longest hardware_id, session_id or voice, UTF-8 bytes',
    ),
  },
  screenshot: {
    max_bytes: key(integer(1_024, 50_331_648), 'SCREENSHOT_MAX_BYTES', 'Largest screenshot, bytes of WebP'),
    max_pixels: key(integer(1, 268_435_456), 'SCREENSHOT_MAX_PIXELS', 'Largest screenshot, width × height'),
    max_screen_edge: key(integer(1, 1_000_000), 'SCREENSHOT_MAX_SCREEN_EDGE', 'Largest screen_width or screen_height'),
    max_width: key(
      integer(16, 16_383),
      'SCREENSHOT_MAX_WIDTH',
      'Widest picture the model gets, pixels; a screenshot within the limits passes untouched, a larger one is made to fit',
    ),
    max_height: key(integer(16, 16_383), 'SCREENSHOT_MAX_HEIGHT', 'Highest picture the model gets, pixels'),
    format: key(
      z.enum(['jpeg', 'webp']),
      'SCREENSHOT_FORMAT',
      'What a screenshot that was made smaller is sent as; webp is a little smaller and takes half as long again',
    ),
    quality: key(integer(1, 100), 'SCREENSHOT_QUALITY', 'Quality of a screenshot that was made smaller'),
    timeout_ms: key(
      integer(10, 60_000),
      'SCREENSHOT_TIMEOUT_MS',
      'A screenshot that is not ready after this long, the wait for a thread included, is left out of its turn',
    ),
  },
  features: {
    use_module_coordinator: key(flag, 'USE_MODULE_COORDINATOR', 'Start optional modules through the coordinator'),
    forward_assistant_actions: key(flag, 'FORWARD_ASSISTANT_ACTIONS', "Forward the model's commands to the client"),
  },
  kill_switches: {
    disable_module_coordinator: key(flag, 'NEXY_KS_DISABLE_MODULE_COORDINATOR', 'Core path only, no optional modules'),
    disable_forward_assistant_actions: key(
      flag,
      'NEXY_KS_DISABLE_FORWARD_ASSISTANT_ACTIONS',
      'Never forward commands, whatever the feature says',
    ),
    disable_streaming: key(flag, 'NEXY_KS_DISABLE_STREAMING', 'Refuse new turns and greetings with `unavailable`'),
  },
  browser_use: {
    enabled: key(flag, 'BROWSER_USE_ENABLED', 'Allow the browser commands'),
    keep_open: key(flag, 'BROWSER_USE_KEEP_OPEN', 'Leave the browser open after a task'),
    timeout_s: key(integer(1, 3_600), 'BROWSER_USE_TIMEOUT_S', 'Longest browser task, seconds'),
    max_steps: key(integer(1, 1_000), 'BROWSER_USE_MAX_STEPS', 'Most steps of a browser task'),
    model: key(text(200), 'BROWSER_USE_MODEL', 'Model that drives the browser; empty = the one that answers'),
  },
  audio: {
    sample_rate: key(integer(8_000, 192_000), 'AUDIO_SAMPLE_RATE', 'Rate of the audio sent to clients, Hz'),
    chunk_ms: key(integer(5, 1_000), 'AUDIO_CHUNK_MS', 'Audio in one chunk, ms'),
    first_chunk_ms: key(
      integer(5, 1_000),
      'AUDIO_FIRST_CHUNK_MS',
      'Audio in the first chunk of a sentence, ms; short, so that it comes soon',
    ),
    arena_bytes: key(
      integer(1_048_576, 4_294_967_296),
      'AUDIO_ARENA_BYTES',
      'Shared memory for audio on its way to clients; it never grows',
    ),
    arena_wait_ms: key(
      integer(1, 60_000),
      'AUDIO_ARENA_WAIT_MS',
      'How long speech waits for room in a full arena before its turn is `overloaded`',
    ),
    lookahead_seconds: key(
      z.number().min(0).max(600),
      'AUDIO_LOOKAHEAD_SECONDS',
      'Audio of a turn that may be made ahead of what was sent; the sentence after the one being sent is made in any case',
    ),
  },
  llm: {
    provider: key(
      z.enum(['echo', 'script']),
      'LLM_PROVIDER',
      'Who answers: echo = the prompt is what is said; script = answers from a file',
    ),
    script_file: key(
      text(4_096),
      'LLM_SCRIPT_FILE',
      'Answers for the script provider, YAML or JSON; {picture} and {screen} in them stand for what a model would have got',
    ),
  },
  tts: {
    engine: key(
      z.enum(['auto', 'espeak', 'flite']),
      'TTS_ENGINE',
      'Who speaks; auto = espeak where it is installed, flite otherwise',
    ),
    default_language: key(
      z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/),
      'TTS_DEFAULT_LANGUAGE',
      'Language of text whose script does not tell (BCP 47)',
    ),
    espeak_rate_wpm: key(integer(80, 450), 'TTS_ESPEAK_RATE_WPM', 'Speed of espeak, words per minute'),
    flite_voice: key(z.enum(['slt', 'rms', 'awb', 'kal16']), 'TTS_FLITE_VOICE', 'Voice of flite'),
    first_clause_min_chars: key(
      integer(0, 10_000),
      'TTS_FIRST_CLAUSE_MIN_CHARS',
      'A first sentence longer than this is cut at a clause so that speech starts early; 0 = never',
    ),
    max_sentence_chars: key(integer(40, 10_000), 'TTS_MAX_SENTENCE_CHARS', 'Longer sentences are cut'),
    warm_up_languages: key(
      text(200),
      'TTS_WARM_UP_LANGUAGES',
      'Languages spoken once, silently, before the server is ready; separated by spaces',
    ),
    cache_bytes: key(
      integer(0, 4_294_967_296),
      'TTS_CACHE_BYTES',
      'Speech kept in memory, so that a phrase that comes again is not spoken again; 0 = only the default greeting',
    ),
    cache_max_chars: key(
      integer(0, 10_000),
      'TTS_CACHE_MAX_CHARS',
      'Longer sentences are not kept: short ones come again, long ones would only push them out',
    ),
    default_greeting: key(z.string().min(1).max(1_000), 'TTS_DEFAULT_GREETING', 'What an empty greeting request says'),
  },
  workers: {
    cpu_threads: key(threads, 'WORKERS_CPU_THREADS', 'Threads that speak; auto = cores − 1, at least 1'),
    io_threads: key(
      threads,
      'WORKERS_IO_THREADS',
      'Threads that find sentences in long texts and do network speech; auto = 1',
    ),
    screenshot_threads: key(threads, 'WORKERS_SCREENSHOT_THREADS', 'Screenshots prepared at once; auto = 1'),
    cpu_nice: key(
      nice,
      'WORKERS_CPU_NICE',
      'Niceness of the threads that speak: main, which moves what they made, goes first',
    ),
    screenshot_nice: key(
      nice,
      'WORKERS_SCREENSHOT_NICE',
      'Niceness of the threads that decode screenshots: who speaks goes first',
    ),
    max_queue: key(integer(1, 1_000_000), 'WORKERS_MAX_QUEUE', 'Tasks that may wait in each pool; more = `overloaded`'),
    segment_inline_chars: key(
      integer(0, 65_536),
      'WORKERS_SEGMENT_INLINE_CHARS',
      'Text up to this long is cut into sentences on the main thread: microseconds, where a hop takes a hundred; 0 = never',
    ),
    hang_timeout_ms: key(
      integer(100, 600_000),
      'WORKERS_HANG_TIMEOUT_MS',
      'A worker that makes no progress for this long is replaced',
    ),
  },
  logging: {
    level: key(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'LOG_LEVEL', 'Least severe line that is logged'),
    format: key(z.enum(['json', 'logfmt']), 'LOG_FORMAT', 'One JSON object a line, or key=value in the same order'),
    metrics_interval_seconds: key(seconds(86_400), 'LOG_METRICS_INTERVAL', 'How often the metrics line is logged'),
  },
} as const;

type Schema = typeof CONFIG_SCHEMA;
type ValueOf<Spec> = Spec extends KeySpec<infer T> ? T : never;
type Values<Section> = { readonly [Key in keyof Section]: ValueOf<Section[Key]> };
/** As written: `auto` not yet resolved. */
export type RawConfig = { readonly [Section in keyof Schema]: Values<Schema[Section]> };

/** The effective config: validated, `auto` resolved, deeply frozen. */
export interface Config extends Omit<RawConfig, 'workers'> {
  readonly workers: Omit<RawConfig['workers'], 'cpu_threads' | 'io_threads' | 'screenshot_threads'> & {
    readonly cpu_threads: number;
    readonly io_threads: number;
    readonly screenshot_threads: number;
  };
}

/** All keys as `section.name`, in the order of the schema. */
export function configKeys(): { key: string; spec: KeySpec<unknown> }[] {
  return Object.entries(CONFIG_SCHEMA).flatMap(([section, specs]) =>
    Object.entries(specs).map(([name, spec]) => ({ key: `${section}.${name}`, spec })),
  );
}
