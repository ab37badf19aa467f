// Original file: proto/streaming.proto


/**
 * Never empty, never half a sample. numpy.frombuffer(audio_data, dtype).reshape(shape) works for every chunk.
 */
export interface AudioChunk {
  /**
   * Samples, little-endian.
   */
  'audio_data'?: (Buffer | Uint8Array | string);
  /**
   * numpy's name of the sample type: "int16".
   */
  'dtype'?: (string);
  /**
   * [samples] for mono, [samples, channels] otherwise.
   */
  'shape'?: (number)[];
  /**
   * Hz.
   */
  'sample_rate'?: (number);
  'channels'?: (number);
}

/**
 * Never empty, never half a sample. numpy.frombuffer(audio_data, dtype).reshape(shape) works for every chunk.
 */
export interface AudioChunkReceived {
  /**
   * Samples, little-endian.
   */
  'audio_data': (Buffer);
  /**
   * numpy's name of the sample type: "int16".
   */
  'dtype': (string);
  /**
   * [samples] for mono, [samples, channels] otherwise.
   */
  'shape': (number)[];
  /**
   * Hz.
   */
  'sample_rate': (number);
  'channels': (number);
}
