/** The keys of the config section `memory`: the history of sessions and the notes about users. */
import { z } from 'zod';
import { integer, key } from './key.js';
import { LLM_KEYS } from './llm-keys.js';

export const MEMORY_KEYS = {
  enabled: key(z.boolean(), 'MEMORY_ENABLED', 'Remember what was said in a session, and what lasts of a device'),
  chain: key(
    z.union([z.array(z.never()).max(0), LLM_KEYS.chain.schema]),
    'MEMORY_CHAIN',
    'Who rewrites the memory after a turn, as llm.chain; a small model will do. Empty = who answers',
  ),
  recall_timeout_ms: key(
    integer(1, 60_000),
    'MEMORY_RECALL_TIMEOUT_MS',
    'Longest a turn waits for what is remembered; late, it goes on without',
  ),
  history_tokens: key(
    integer(0, 1_000_000),
    'MEMORY_HISTORY_TOKENS',
    'Most tokens, as estimated, of a session’s last turns that the model is told; 0 = none',
  ),
  session_idle_seconds: key(
    integer(1, 604_800),
    'MEMORY_SESSION_IDLE',
    'A session without a turn for this long is forgotten',
  ),
  max_sessions: key(integer(1, 10_000_000), 'MEMORY_MAX_SESSIONS', 'Sessions remembered; the one unused longest goes'),
  max_devices: key(integer(1, 10_000_000), 'MEMORY_MAX_DEVICES', 'Devices remembered; the one unused longest goes'),
  max_bytes: key(
    integer(65_536, 17_179_869_184),
    'MEMORY_MAX_BYTES',
    'Bytes of text remembered: so many of sessions, and so many of devices',
  ),
  short_term_chars: key(
    integer(100, 100_000),
    'MEMORY_SHORT_TERM_CHARS',
    'Longest note of what a user is busy with, characters',
  ),
  long_term_chars: key(
    integer(100, 100_000),
    'MEMORY_LONG_TERM_CHARS',
    'Longest note of what lasts of a user, characters',
  ),
  rewrite_timeout_ms: key(integer(100, 600_000), 'MEMORY_REWRITE_TIMEOUT_MS', 'Longest a rewriting may take'),
  rewrite_at_once: key(integer(1, 1_000), 'MEMORY_REWRITE_AT_ONCE', 'Devices whose memory is rewritten at a time'),
  rewrite_max_waiting: key(
    integer(1, 1_000_000),
    'MEMORY_REWRITE_MAX_WAITING',
    'Devices that may wait for it; the one that waits longest goes without',
  ),
} as const;
