// Original file: proto/streaming.proto


export interface InterruptResponse {
  'success'?: (boolean);
  'interruptedSessions'?: (string)[];
  'message'?: (string);
}

export interface InterruptResponseReceived {
  'success': (boolean);
  'interruptedSessions': (string)[];
  'message': (string);
}
