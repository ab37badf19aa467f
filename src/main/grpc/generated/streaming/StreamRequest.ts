// Original file: proto/streaming.proto

import type { RequestPhase as _streaming_RequestPhase, RequestPhaseReceived as _streaming_RequestPhaseReceived } from '../streaming/RequestPhase.js';

/**
 * New fields take tags from 19 on.
 */
export interface StreamRequest {
  /**
   * The words of the user. Not blank, except in COLLECT, and in COMMIT when its parts have the text.
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
   * Names the request; one turn at a time runs in it. The conversation belongs to the device.
   */
  'sessionId'?: (string);
  /**
   * COLLECT: a part of a prompt that its user is still speaking. COMMIT: the prompt is complete.
   */
  'phase'?: (_streaming_RequestPhase);
  /**
   * The position of the part among all parts of the prompt.
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
   * The words of the user. Not blank, except in COLLECT, and in COMMIT when its parts have the text.
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
   * Names the request; one turn at a time runs in it. The conversation belongs to the device.
   */
  'sessionId': (string);
  /**
   * COLLECT: a part of a prompt that its user is still speaking. COMMIT: the prompt is complete.
   */
  'phase': (_streaming_RequestPhaseReceived);
  /**
   * The position of the part among all parts of the prompt.
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
