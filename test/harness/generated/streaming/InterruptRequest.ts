// Original file: proto/streaming.proto


export interface InterruptRequest {
  'hardware_id'?: (string);
  /**
   * Interrupt only this session of the device.
   */
  'session_id'?: (string);
  '_session_id'?: "session_id";
}

export interface InterruptRequestReceived {
  'hardware_id': (string);
  /**
   * Interrupt only this session of the device.
   */
  'session_id'?: (string);
  '_session_id'?: "session_id";
}
