// Original file: proto/streaming.proto


export interface WelcomeMetadata {
  /**
   * How the speech was made: the engine's name, or "cache".
   */
  'method'?: (string);
  /**
   * Seconds; 0 when the length is not known yet, because the audio is still being made.
   */
  'duration_sec'?: (number | string);
  'sample_rate'?: (number);
  'channels'?: (number);
  'dtype'?: (string);
}

export interface WelcomeMetadataReceived {
  /**
   * How the speech was made: the engine's name, or "cache".
   */
  'method': (string);
  /**
   * Seconds; 0 when the length is not known yet, because the audio is still being made.
   */
  'duration_sec': (number);
  'sample_rate': (number);
  'channels': (number);
  'dtype': (string);
}
