// Original file: proto/streaming.proto


export interface WelcomeMetadata {
  /**
   * The engine or the server that is to speak; "cache" = all of the audio is in memory; "none" = there is no audio.
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
   * The engine or the server that is to speak; "cache" = all of the audio is in memory; "none" = there is no audio.
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
