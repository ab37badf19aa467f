// Original file: proto/streaming.proto

import type { AudioChunk as _streaming_AudioChunk, AudioChunkReceived as _streaming_AudioChunkReceived } from '../streaming/AudioChunk.js';
import type { ActionMessage as _streaming_ActionMessage, ActionMessageReceived as _streaming_ActionMessageReceived } from '../streaming/ActionMessage.js';

export interface StreamResponse {
  /**
   * A sentence of the answer; comes before its audio. The chunks of a turn, joined, are the answer,
   * but for white space at its end.
   */
  'textChunk'?: (string);
  'audioChunk'?: (_streaming_AudioChunk | null);
  /**
   * Once, last, on success.
   */
  'endMessage'?: (string);
  /**
   * Before the first content only; the gRPC status follows.
   */
  'errorMessage'?: (string);
  'actionMessage'?: (_streaming_ActionMessage | null);
  'content'?: "textChunk"|"audioChunk"|"endMessage"|"errorMessage"|"actionMessage";
}

export interface StreamResponseReceived {
  /**
   * A sentence of the answer; comes before its audio. The chunks of a turn, joined, are the answer,
   * but for white space at its end.
   */
  'textChunk'?: (string);
  'audioChunk'?: (_streaming_AudioChunkReceived | null);
  /**
   * Once, last, on success.
   */
  'endMessage'?: (string);
  /**
   * Before the first content only; the gRPC status follows.
   */
  'errorMessage'?: (string);
  'actionMessage'?: (_streaming_ActionMessageReceived | null);
  'content'?: "textChunk"|"audioChunk"|"endMessage"|"errorMessage"|"actionMessage";
}
