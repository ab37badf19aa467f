// Original file: proto/streaming.proto

import type { RequestPhase as _streaming_RequestPhase, RequestPhaseReceived as _streaming_RequestPhaseReceived } from '../streaming/RequestPhase.js';

/**
 * New fields take tags from 19 on.
 */
export interface StreamRequest {
  /**
   * The words of the user. Not blank.
   */
  'prompt'?: (string);
  /**
   * A WebP, JPEG or PNG picture, base64.
   */
  'screenshot'?: (string);
  'screenWidth'?: (number);
  'screenHeight'?: (number);
  /**
   * Names the device. Not blank, not "unknown".
   */
  'hardwareId'?: (string);
  /**
   * Names the conversation; one turn at a time runs in it.
   */
  'sessionId'?: (string);
  'phase'?: (_streaming_RequestPhase);
  /**
   * The number of the part, counted from the start of the user's speech.
   */
  'chunkSeq'?: (number);
  /**
   * A part of what the user says.
   */
  'chunkText'?: (string);
  /**
   * The language of the speech, BCP 47, such as "en" or "ru".
   */
  'language'?: (string);
  /**
   * The voice, by its name in the engine.
   */
  'voice'?: (string);
  /**
   * The speed of the speech: 1 = normal, 0.5 to 2.
   */
  'speakingRate'?: (number | string);
  '_screenshot'?: "screenshot";
  '_screenWidth'?: "screenWidth";
  '_screenHeight'?: "screenHeight";
  '_chunkText'?: "chunkText";
  '_language'?: "language";
  '_voice'?: "voice";
  '_speakingRate'?: "speakingRate";
}

/**
 * New fields take tags from 19 on.
 */
export interface StreamRequestReceived {
  /**
   * The words of the user. Not blank.
   */
  'prompt': (string);
  /**
   * A WebP, JPEG or PNG picture, base64.
   */
  'screenshot'?: (string);
  'screenWidth'?: (number);
  'screenHeight'?: (number);
  /**
   * Names the device. Not blank, not "unknown".
   */
  'hardwareId': (string);
  /**
   * Names the conversation; one turn at a time runs in it.
   */
  'sessionId': (string);
  'phase': (_streaming_RequestPhaseReceived);
  /**
   * The number of the part, counted from the start of the user's speech.
   */
  'chunkSeq': (number);
  /**
   * A part of what the user says.
   */
  'chunkText'?: (string);
  /**
   * The language of the speech, BCP 47, such as "en" or "ru".
   */
  'language'?: (string);
  /**
   * The voice, by its name in the engine.
   */
  'voice'?: (string);
  /**
   * The speed of the speech: 1 = normal, 0.5 to 2.
   */
  'speakingRate'?: (number);
  '_screenshot'?: "screenshot";
  '_screenWidth'?: "screenWidth";
  '_screenHeight'?: "screenHeight";
  '_chunkText'?: "chunkText";
  '_language'?: "language";
  '_voice'?: "voice";
  '_speakingRate'?: "speakingRate";
}
