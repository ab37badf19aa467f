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
  'screen_width'?: (number);
  'screen_height'?: (number);
  /**
   * Names the device. Not blank, not "unknown".
   */
  'hardware_id'?: (string);
  /**
   * Names the request; one turn at a time runs in it. The conversation belongs to the device.
   */
  'session_id'?: (string);
  /**
   * COLLECT: a part of a prompt that its user is still speaking. COMMIT: the prompt is complete.
   */
  'phase'?: (_streaming_RequestPhase);
  /**
   * The position of the part among all parts of the prompt.
   */
  'chunk_seq'?: (number);
  /**
   * A part of what the user says.
   */
  'chunk_text'?: (string);
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
  'speaking_rate'?: (number | string);
  '_screenshot'?: "screenshot";
  '_screen_width'?: "screen_width";
  '_screen_height'?: "screen_height";
  '_chunk_text'?: "chunk_text";
  '_language'?: "language";
  '_voice'?: "voice";
  '_speaking_rate'?: "speaking_rate";
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
  'screen_width'?: (number);
  'screen_height'?: (number);
  /**
   * Names the device. Not blank, not "unknown".
   */
  'hardware_id': (string);
  /**
   * Names the request; one turn at a time runs in it. The conversation belongs to the device.
   */
  'session_id': (string);
  /**
   * COLLECT: a part of a prompt that its user is still speaking. COMMIT: the prompt is complete.
   */
  'phase': (_streaming_RequestPhaseReceived);
  /**
   * The position of the part among all parts of the prompt.
   */
  'chunk_seq': (number);
  /**
   * A part of what the user says.
   */
  'chunk_text'?: (string);
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
  'speaking_rate'?: (number);
  '_screenshot'?: "screenshot";
  '_screen_width'?: "screen_width";
  '_screen_height'?: "screen_height";
  '_chunk_text'?: "chunk_text";
  '_language'?: "language";
  '_voice'?: "voice";
  '_speaking_rate'?: "speaking_rate";
}
