// Original file: proto/streaming.proto

import type { AudioChunk as _streaming_AudioChunk, AudioChunkReceived as _streaming_AudioChunkReceived } from '../streaming/AudioChunk.js';
import type { WelcomeMetadata as _streaming_WelcomeMetadata, WelcomeMetadataReceived as _streaming_WelcomeMetadataReceived } from '../streaming/WelcomeMetadata.js';

export interface WelcomeResponse {
  'audioChunk'?: (_streaming_AudioChunk | null);
  /**
   * First and once.
   */
  'metadata'?: (_streaming_WelcomeMetadata | null);
  'endMessage'?: (string);
  'errorMessage'?: (string);
  'content'?: "audioChunk"|"metadata"|"endMessage"|"errorMessage";
}

export interface WelcomeResponseReceived {
  'audioChunk'?: (_streaming_AudioChunkReceived | null);
  /**
   * First and once.
   */
  'metadata'?: (_streaming_WelcomeMetadataReceived | null);
  'endMessage'?: (string);
  'errorMessage'?: (string);
  'content'?: "audioChunk"|"metadata"|"endMessage"|"errorMessage";
}
