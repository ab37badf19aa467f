// Original file: proto/streaming.proto


export interface UsageResponse {
  'success'?: (boolean);
  'message'?: (string);
}

export interface UsageResponseReceived {
  'success': (boolean);
  'message': (string);
}
