// Original file: proto/streaming.proto


export interface WelcomeMetadata {
  /**
   * How the speech was made: the engine's name, or "cache".
   */
  'method'?: (string);
  'durationSec'?: (number | string);
  'sampleRate'?: (number);
  'channels'?: (number);
  'dtype'?: (string);
}

export interface WelcomeMetadataReceived {
  /**
   * How the speech was made: the engine's name, or "cache".
   */
  'method': (string);
  'durationSec': (number);
  'sampleRate': (number);
  'channels': (number);
  'dtype': (string);
}
