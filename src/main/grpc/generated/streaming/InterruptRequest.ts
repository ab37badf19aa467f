// Original file: proto/streaming.proto


export interface InterruptRequest {
  'hardwareId'?: (string);
  /**
   * Interrupt only this session of the device.
   */
  'sessionId'?: (string);
  '_sessionId'?: "sessionId";
}

export interface InterruptRequestReceived {
  'hardwareId': (string);
  /**
   * Interrupt only this session of the device.
   */
  'sessionId'?: (string);
  '_sessionId'?: "sessionId";
}
