// Original file: proto/streaming.proto

import type { AudioChunk as _streaming_AudioChunk, AudioChunkReceived as _streaming_AudioChunkReceived } from '../streaming/AudioChunk.js';
import type { ActionMessage as _streaming_ActionMessage, ActionMessageReceived as _streaming_ActionMessageReceived } from '../streaming/ActionMessage.js';

export interface StreamResponse {
  /**
   * A sentence of the answer; comes before its audio. The chunks of a turn, joined, are the answer,
   * but for white space at its end.
   */
  'text_chunk'?: (string);
  'audio_chunk'?: (_streaming_AudioChunk | null);
  /**
   * Once, last, on success.
   */
  'end_message'?: (string);
  /**
   * Before the first content only; the gRPC status follows.
   */
  'error_message'?: (string);
  'action_message'?: (_streaming_ActionMessage | null);
  'content'?: "text_chunk"|"audio_chunk"|"end_message"|"error_message"|"action_message";
}

export interface StreamResponseReceived {
  /**
   * A sentence of the answer; comes before its audio. The chunks of a turn, joined, are the answer,
   * but for white space at its end.
   */
  'text_chunk'?: (string);
  'audio_chunk'?: (_streaming_AudioChunkReceived | null);
  /**
   * Once, last, on success.
   */
  'end_message'?: (string);
  /**
   * Before the first content only; the gRPC status follows.
   */
  'error_message'?: (string);
  'action_message'?: (_streaming_ActionMessageReceived | null);
  'content'?: "text_chunk"|"audio_chunk"|"end_message"|"error_message"|"action_message";
}
