/**
 * Every key of the unified config: its meaning, its unit, its allowed values and the environment variable that
 * overrides it. The values are in config/unified_config.yaml and nowhere else.
 */
import { z } from 'zod';
import { DATABASE_KEYS } from './database-keys.js';
import { GRPC_KEYS } from './grpc-keys.js';
import {
  alsoFrom,
  flag,
  host,
  integer,
  type KeySpec,
  key,
  live,
  nice,
  offOr,
  port,
  seconds,
  text,
  threads,
} from './key.js';
import { LLM_KEYS } from './llm-keys.js';
import { MEMORY_KEYS } from './memory-keys.js';
import { TTS_KEYS } from './tts-keys.js';

export const CONFIG_SCHEMA = {
  grpc: GRPC_KEYS,
  http: {
    host: key(host, 'HTTP_HOST', 'Address of the HTTP endpoints; auto as grpc.host'),
    port: key(port, 'HTTP_PORT', 'TCP port of the HTTP endpoints'),
  },
  update: {
    host: key(host, 'UPDATE_HOST', 'Address of the update server; auto as grpc.host'),
    port: key(port, 'UPDATE_PORT', 'TCP port of the update server'),
  },
  backpressure: {
    max_concurrent_streams: live(integer(1, 100_000), 'BACKPRESSURE_MAX_STREAMS', 'Concurrent streams'),
    max_message_rate_per_second: live(
      integer(0, 10_000),
      'BACKPRESSURE_MAX_RATE',
      'Requests per second and device; 0 = no limit',
    ),
    max_first_audio_wait_ms: live(
      integer(0, 600_000),
      'BACKPRESSURE_MAX_FIRST_AUDIO_WAIT_MS',
      'A request whose first audio would wait longer than this for the speaking threads is refused at once with `overloaded`; 0 = never',
    ),
    idle_timeout_seconds: live(
      offOr(seconds(86_400)),
      'BACKPRESSURE_IDLE_TIMEOUT',
      'Time without sent data after which a stream is ended; 0 = never',
    ),
    grace_period_seconds: live(
      z.number().min(0).max(3_600),
      'BACKPRESSURE_GRACE_PERIOD',
      'Time that running streams may go on after a shutdown began',
    ),
  },
  limits: {
    max_prompt_bytes: live(
      integer(1, 16_777_216),
      'LIMITS_MAX_PROMPT_BYTES',
      'Longest prompt, and longest text for GenerateWelcomeAudio, UTF-8 bytes',
    ),
    max_prompt_code_points: live(
      integer(1, 16_777_216),
      'LIMITS_MAX_PROMPT_CODE_POINTS',
      'Longest prompt, and longest text for GenerateWelcomeAudio, Unicode code points',
    ),
    max_collected_bytes: key(
      integer(1_048_576, 17_179_869_184),
      'LIMITS_MAX_COLLECTED_BYTES',
      'Texts of prompts that users are still speaking, and their screenshots, bytes of each; beyond the limit those that wait longest are dropped',
    ),
    max_id_bytes: live(
      integer(16, 4_096),
      'LIMITS_MAX_ID_BYTES',
      'Longest hardware_id, session_id or voice, UTF-8 bytes',
    ),
  },
  screenshot: {
    max_bytes: live(integer(1_024, 50_331_648), 'SCREENSHOT_MAX_BYTES', 'Largest screenshot, bytes of its file'),
    max_pixels: key(integer(1, 268_435_456), 'SCREENSHOT_MAX_PIXELS', 'Largest screenshot, width × height'),
    max_screen_edge: live(integer(1, 1_000_000), 'SCREENSHOT_MAX_SCREEN_EDGE', 'Largest screen_width or screen_height'),
    max_width: key(
      integer(16, 16_383),
      'SCREENSHOT_MAX_WIDTH',
      'Largest width of a picture for the model, pixels; a screenshot within the limits is passed on unchanged, a larger one is resized to fit',
    ),
    max_height: key(integer(16, 16_383), 'SCREENSHOT_MAX_HEIGHT', 'Largest height of a picture for the model, pixels'),
    format: key(
      z.enum(['jpeg', 'webp']),
      'SCREENSHOT_FORMAT',
      'Format of resized screenshots; webp is slightly smaller and takes about 50 % longer',
    ),
    quality: key(integer(1, 100), 'SCREENSHOT_QUALITY', 'Quality of resized screenshots'),
    timeout_ms: key(
      integer(10, 60_000),
      'SCREENSHOT_TIMEOUT_MS',
      'A screenshot that is not ready after this time, including the wait for a thread, is left out of its turn',
    ),
  },
  features: {
    use_module_coordinator: key(flag, 'USE_MODULE_COORDINATOR', 'Start the optional modules'),
    forward_assistant_actions: live(flag, 'FORWARD_ASSISTANT_ACTIONS', "Forward the model's commands to the client"),
    command_channel: live(
      z.enum(['auto', 'mcp_text', 'action_message', 'both']),
      'COMMAND_CHANNEL',
      'Form of forwarded commands: mcp_text = a text chunk that begins with __MCP__, for older clients; action_message; both; or auto = action_message for requests with a phase, mcp_text for others',
    ),
    messages_enabled: live(flag, 'MESSAGES_ENABLED', 'The assistant may read and send messages and find contacts'),
    subscription_enabled: live(
      flag,
      'SUBSCRIPTION_ENABLED',
      'The system prompt describes the subscription, and the assistant may open its pages',
    ),
    whatsapp_enabled: live(flag, 'WHATSAPP_ENABLED', 'The assistant may read and send WhatsApp messages'),
  },
  kill_switches: {
    disable_module_coordinator: key(
      flag,
      'NEXY_KS_DISABLE_MODULE_COORDINATOR',
      'Leave the optional modules out, even when features.use_module_coordinator is on',
    ),
    disable_forward_assistant_actions: live(
      flag,
      'NEXY_KS_DISABLE_FORWARD_ASSISTANT_ACTIONS',
      'Never forward commands, even when features.forward_assistant_actions is on',
    ),
    disable_streaming: live(flag, 'NEXY_KS_DISABLE_STREAMING', 'Refuse new turns and greetings with `unavailable`'),
  },
  browser_use: {
    enabled: live(flag, 'BROWSER_USE_ENABLED', 'Allow the browser commands'),
    keep_open: live(flag, 'BROWSER_USE_KEEP_OPEN', 'Leave the browser open after a task'),
    timeout_s: alsoFrom(
      'BROWSER_USE_TIMEOUT',
      live(integer(1, 3_600), 'BROWSER_USE_TIMEOUT_S', 'Longest browser task, seconds'),
    ),
    max_steps: live(integer(1, 1_000), 'BROWSER_USE_MAX_STEPS', 'Limit of steps of a browser task'),
    model: live(text(200), 'BROWSER_USE_MODEL', 'Model that controls the browser; empty = the one of the client'),
  },
  audio: {
    sample_rate: alsoFrom(
      'SAMPLE_RATE',
      key(integer(8_000, 192_000), 'AUDIO_SAMPLE_RATE', 'Rate of the audio sent to clients, Hz'),
    ),
    chunk_ms: key(integer(5, 1_000), 'AUDIO_CHUNK_MS', 'Audio in one chunk, ms'),
    first_chunk_ms: key(
      integer(5, 1_000),
      'AUDIO_FIRST_CHUNK_MS',
      'Audio in the first chunk of a sentence, ms; short, so that it arrives early',
    ),
    arena_bytes: key(
      integer(1_048_576, 4_294_967_296),
      'AUDIO_ARENA_BYTES',
      'Shared memory for audio on its way to clients; it never grows',
    ),
    arena_wait_ms: key(
      integer(1, 60_000),
      'AUDIO_ARENA_WAIT_MS',
      'Longest total wait for more room of a speech server’s sentence that is longer than its reserved room; after it the turn is `overloaded`',
    ),
    lookahead_seconds: key(
      z.number().min(0).max(600),
      'AUDIO_LOOKAHEAD_SECONDS',
      'Audio of a turn that may be made before it can be sent, seconds; the sentence that exceeds the limit is completed',
    ),
  },
  llm: LLM_KEYS,
  memory: MEMORY_KEYS,
  database: DATABASE_KEYS,
  tts: TTS_KEYS,
  workers: {
    cpu_threads: key(threads, 'WORKERS_CPU_THREADS', 'Threads that speak; auto = cores − 1, at least 1'),
    io_threads: key(
      threads,
      'WORKERS_IO_THREADS',
      'Threads that segment long texts and speak by a speech server; auto = 1',
    ),
    io_concurrency: key(
      integer(2, 1_000),
      'WORKERS_IO_CONCURRENCY',
      'Concurrent requests of one io thread to a speech server',
    ),
    screenshot_threads: key(
      threads,
      'WORKERS_SCREENSHOT_THREADS',
      'Threads that prepare screenshots, one at a time each; auto = 1',
    ),
    cpu_nice: key(
      nice,
      'WORKERS_CPU_NICE',
      'Niceness of the threads that speak (Linux): a higher one lets the main thread go first',
    ),
    screenshot_nice: key(
      nice,
      'WORKERS_SCREENSHOT_NICE',
      'Niceness of the threads that decode screenshots (Linux): a higher one lets the threads that speak go first',
    ),
    max_queue: key(
      integer(1, 1_000_000),
      'WORKERS_MAX_QUEUE',
      'Tasks that may wait in each pool; beyond the limit new requests are `overloaded`, and running turns make no audio ahead',
    ),
    segment_inline_chars: key(
      integer(0, 65_536),
      'WORKERS_SEGMENT_INLINE_CHARS',
      'Longest text that the main thread segments itself, which takes microseconds; a worker would take a hundred; 0 = always a worker',
    ),
    start_timeout_ms: key(
      integer(1_000, 600_000),
      'WORKERS_START_TIMEOUT_MS',
      'Longest start of a module, the loading of its threads included; the server then starts without the module, or not at all if it is required',
    ),
    hang_timeout_ms: key(
      integer(100, 600_000),
      'WORKERS_HANG_TIMEOUT_MS',
      'A worker that makes no progress for this time is replaced',
    ),
  },
  logging: {
    level: live(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'LOG_LEVEL', 'Lowest level that is logged'),
    format: key(
      z.enum(['auto', 'json', 'logfmt', 'pretty']),
      'LOG_FORMAT',
      'Format of a line: json = an object, logfmt = key=value in the same order, pretty = with colours, auto = pretty at a terminal and json elsewhere',
    ),
    metrics_interval_seconds: key(seconds(86_400), 'LOG_METRICS_INTERVAL', 'Interval of the metrics line'),
  },
} as const;

type Schema = typeof CONFIG_SCHEMA;
type ValueOf<Spec> = Spec extends KeySpec<infer T> ? T : never;
type Values<Section> = { readonly [Key in keyof Section]: ValueOf<Section[Key]> };
/** The config as it is written: `auto` is not resolved yet. */
export type RawConfig = { readonly [Section in keyof Schema]: Values<Schema[Section]> };

/** The effective config: validated, `auto` resolved, deeply frozen. */
export interface Config extends Omit<RawConfig, 'workers' | 'database'> {
  readonly database: Omit<RawConfig['database'], 'mode'> & {
    readonly mode: Exclude<RawConfig['database']['mode'], 'auto'>;
  };
  readonly workers: Omit<RawConfig['workers'], 'cpu_threads' | 'io_threads' | 'screenshot_threads'> & {
    readonly cpu_threads: number;
    readonly io_threads: number;
    readonly screenshot_threads: number;
  };
}

/** Returns all keys as `section.name`, in the order of the schema. */
export function configKeys(): { key: string; spec: KeySpec<unknown> }[] {
  return Object.entries(CONFIG_SCHEMA).flatMap(([section, specs]) =>
    Object.entries(specs).map(([name, spec]) => ({ key: `${section}.${name}`, spec })),
  );
}
