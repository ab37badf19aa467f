// Original file: proto/streaming.proto


export interface InterruptResponse {
  'success'?: (boolean);
  'interrupted_sessions'?: (string)[];
  'message'?: (string);
}

export interface InterruptResponseReceived {
  'success': (boolean);
  'interrupted_sessions': (string)[];
  'message': (string);
}
