/** The keys of the config section `memory`: the history of sessions and the notes about users. */
import { z } from 'zod';
import { integer, key } from './key.js';
import { LLM_KEYS } from './llm-keys.js';

export const MEMORY_KEYS = {
  enabled: key(z.boolean(), 'MEMORY_ENABLED', 'Keep the history of sessions and notes about devices'),
  chain: key(
    z.union([z.array(z.never()).max(0), LLM_KEYS.chain.schema]),
    'MEMORY_CHAIN',
    'Models that rewrite the memory after a turn, in the form of llm.chain; a small model is enough. Empty = llm.chain',
  ),
  recall_timeout_ms: key(
    integer(1, 60_000),
    'MEMORY_RECALL_TIMEOUT_MS',
    'Longest wait of a turn for the memory; after it the turn goes on without memory',
  ),
  history_tokens: key(
    integer(0, 1_000_000),
    'MEMORY_HISTORY_TOKENS',
    'Estimated tokens of a device’s last turns that the model gets at most; 0 = no history',
  ),
  session_idle_seconds: key(
    integer(1, 604_800),
    'MEMORY_SESSION_IDLE',
    'Time after which a turn is no longer part of the conversation',
  ),
  max_devices: key(
    integer(1, 10_000_000),
    'MEMORY_MAX_DEVICES',
    'Devices in memory at most; the least recently used one is dropped',
  ),
  max_bytes: key(
    integer(65_536, 17_179_869_184),
    'MEMORY_MAX_BYTES',
    'Bytes of text in memory at most, for the turns and for the notes of all devices each',
  ),
  short_term_chars: key(
    integer(100, 100_000),
    'MEMORY_SHORT_TERM_CHARS',
    'Longest note about the current activity of a user, characters',
  ),
  long_term_chars: key(
    integer(100, 100_000),
    'MEMORY_LONG_TERM_CHARS',
    'Longest note of lasting facts about a user, characters',
  ),
  rewrite_timeout_ms: key(integer(100, 600_000), 'MEMORY_REWRITE_TIMEOUT_MS', 'Longest time for one rewriting'),
  rewrite_at_once: key(integer(1, 1_000), 'MEMORY_REWRITE_AT_ONCE', 'Concurrent rewritings'),
  rewrite_max_waiting: key(
    integer(1, 1_000_000),
    'MEMORY_REWRITE_MAX_WAITING',
    'Devices that may wait for a rewriting; beyond the limit the longest waiting one gets no rewriting',
  ),
} as const;
