// Original file: proto/streaming.proto


export interface WelcomeRequest {
  /**
   * Empty: the configured greeting.
   */
  'text'?: (string);
  'session_id'?: (string);
  'voice'?: (string);
  /**
   * BCP 47, such as "en" or "ru".
   */
  'language'?: (string);
}

export interface WelcomeRequestReceived {
  /**
   * Empty: the configured greeting.
   */
  'text': (string);
  'session_id': (string);
  'voice': (string);
  /**
   * BCP 47, such as "en" or "ru".
   */
  'language': (string);
}
