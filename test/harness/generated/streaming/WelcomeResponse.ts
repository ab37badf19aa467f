// Original file: proto/streaming.proto

import type { AudioChunk as _streaming_AudioChunk, AudioChunkReceived as _streaming_AudioChunkReceived } from '../streaming/AudioChunk.js';
import type { WelcomeMetadata as _streaming_WelcomeMetadata, WelcomeMetadataReceived as _streaming_WelcomeMetadataReceived } from '../streaming/WelcomeMetadata.js';

export interface WelcomeResponse {
  'audio_chunk'?: (_streaming_AudioChunk | null);
  /**
   * First and once.
   */
  'metadata'?: (_streaming_WelcomeMetadata | null);
  'end_message'?: (string);
  'error_message'?: (string);
  'content'?: "audio_chunk"|"metadata"|"end_message"|"error_message";
}

export interface WelcomeResponseReceived {
  'audio_chunk'?: (_streaming_AudioChunkReceived | null);
  /**
   * First and once.
   */
  'metadata'?: (_streaming_WelcomeMetadataReceived | null);
  'end_message'?: (string);
  'error_message'?: (string);
  'content'?: "audio_chunk"|"metadata"|"end_message"|"error_message";
}
