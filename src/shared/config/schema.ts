/**
 * Every key of the unified config: its meaning, its unit, its allowed values and the environment variable that
 * overrides it. The values are in config/unified_config.yaml and nowhere else.
 */
import { z } from 'zod';
import { GRPC_KEYS } from './grpc-keys.js';
import { flag, host, integer, type KeySpec, key, live, nice, port, seconds, text, threads } from './key.js';
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
    max_concurrent_streams: live(integer(1, 100_000), 'BACKPRESSURE_MAX_STREAMS', 'Streams served at once'),
    max_message_rate_per_second: live(
      integer(0, 10_000),
      'BACKPRESSURE_MAX_RATE',
      'Requests one device may send in any second; 0 = off',
    ),
    max_first_audio_wait_ms: live(
      integer(0, 600_000),
      'BACKPRESSURE_MAX_FIRST_AUDIO_WAIT_MS',
      'A newcomer who would wait longer than this for the speaking threads is refused at once as `overloaded`; 0 = never',
    ),
    idle_timeout_seconds: live(
      seconds(86_400),
      'BACKPRESSURE_IDLE_TIMEOUT',
      'A stream on which nothing was sent for this long is ended',
    ),
    grace_period_seconds: live(
      z.number().min(0).max(3_600),
      'BACKPRESSURE_GRACE_PERIOD',
      'How long running streams may go on after a shutdown began',
    ),
  },
  limits: {
    max_prompt_bytes: live(integer(1, 16_777_216), 'LIMITS_MAX_PROMPT_BYTES', 'Longest prompt, UTF-8 bytes'),
    max_prompt_code_points: live(
      integer(1, 16_777_216),
      'LIMITS_MAX_PROMPT_CODE_POINTS',
      'Longest prompt, Unicode code points',
    ),
    max_welcome_bytes: live(integer(1, 1_048_576), 'LIMITS_MAX_WELCOME_BYTES', 'Longest greeting, UTF-8 bytes'),
    max_id_bytes: live(
      integer(16, 4_096),
      'LIMITS_MAX_ID_BYTES',
      'Longest hardware_id, session_id or voice, UTF-8 bytes',
    ),
  },
  screenshot: {
    max_bytes: live(integer(1_024, 50_331_648), 'SCREENSHOT_MAX_BYTES', 'Largest screenshot, bytes of WebP'),
    max_pixels: key(integer(1, 268_435_456), 'SCREENSHOT_MAX_PIXELS', 'Largest screenshot, width × height'),
    max_screen_edge: live(integer(1, 1_000_000), 'SCREENSHOT_MAX_SCREEN_EDGE', 'Largest screen_width or screen_height'),
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
    forward_assistant_actions: live(flag, 'FORWARD_ASSISTANT_ACTIONS', "Forward the model's commands to the client"),
    command_channel: live(
      z.enum(['mcp_text', 'action_message', 'both']),
      'COMMAND_CHANNEL',
      'How: mcp_text = a text chunk that begins with __MCP__, as older clients expect; action_message; or both',
    ),
    messages_enabled: live(flag, 'MESSAGES_ENABLED', 'The assistant may read and send messages and find contacts'),
    subscription_enabled: live(flag, 'SUBSCRIPTION_ENABLED', 'The assistant knows of the subscription'),
  },
  kill_switches: {
    disable_module_coordinator: key(flag, 'NEXY_KS_DISABLE_MODULE_COORDINATOR', 'Core path only, no optional modules'),
    disable_forward_assistant_actions: live(
      flag,
      'NEXY_KS_DISABLE_FORWARD_ASSISTANT_ACTIONS',
      'Never forward commands, whatever the feature says',
    ),
    disable_streaming: live(flag, 'NEXY_KS_DISABLE_STREAMING', 'Refuse new turns and greetings with `unavailable`'),
  },
  browser_use: {
    enabled: live(flag, 'BROWSER_USE_ENABLED', 'Allow the browser commands'),
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
      'How long, in all, a sentence of a speech server that outgrew its room waits for more before its turn is `overloaded`',
    ),
    lookahead_seconds: key(
      z.number().min(0).max(600),
      'AUDIO_LOOKAHEAD_SECONDS',
      'Audio of a turn that may be made ahead of what was sent; the sentence that passes the bound is made whole',
    ),
  },
  llm: LLM_KEYS,
  memory: MEMORY_KEYS,
  tts: TTS_KEYS,
  workers: {
    cpu_threads: key(threads, 'WORKERS_CPU_THREADS', 'Threads that speak; auto = cores − 1, at least 1'),
    io_threads: key(
      threads,
      'WORKERS_IO_THREADS',
      'Threads that find sentences in long texts and do network speech; auto = 1',
    ),
    io_concurrency: key(
      integer(2, 1_000),
      'WORKERS_IO_CONCURRENCY',
      'Sentences that one io thread has spoken over HTTP at a time',
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
    max_queue: key(
      integer(1, 1_000_000),
      'WORKERS_MAX_QUEUE',
      'Tasks that may wait in each pool; from then on newcomers are `overloaded`, and running turns make nothing ahead',
    ),
    segment_inline_chars: key(
      integer(0, 65_536),
      'WORKERS_SEGMENT_INLINE_CHARS',
      'Text up to this long is cut into sentences on the main thread: microseconds, where a hop takes a hundred; 0 = never',
    ),
    start_timeout_ms: key(
      integer(1_000, 600_000),
      'WORKERS_START_TIMEOUT_MS',
      'Longest that the threads of a pool may take to load; the server then starts without what they do, or not at all',
    ),
    hang_timeout_ms: key(
      integer(100, 600_000),
      'WORKERS_HANG_TIMEOUT_MS',
      'A worker that makes no progress for this long is replaced',
    ),
  },
  logging: {
    level: live(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'LOG_LEVEL', 'Least severe line that is logged'),
    format: key(z.enum(['json', 'logfmt']), 'LOG_FORMAT', 'One JSON object a line, or key=value in the same order'),
    metrics_interval_seconds: key(seconds(86_400), 'LOG_METRICS_INTERVAL', 'How often the metrics line is logged'),
  },
} as const;

type Schema = typeof CONFIG_SCHEMA;
type ValueOf<Spec> = Spec extends KeySpec<infer T> ? T : never;
type Values<Section> = { readonly [Key in keyof Section]: ValueOf<Section[Key]> };
/** The config as it is written: `auto` is not resolved yet. */
export type RawConfig = { readonly [Section in keyof Schema]: Values<Schema[Section]> };

/** The effective config: validated, `auto` resolved, deeply frozen. */
export interface Config extends Omit<RawConfig, 'workers'> {
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
