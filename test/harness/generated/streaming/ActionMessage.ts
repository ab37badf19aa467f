// Original file: proto/streaming.proto


export interface ActionMessage {
  'action_json'?: (string);
  'session_id'?: (string);
  'feature_id'?: (string);
  '_feature_id'?: "feature_id";
}

export interface ActionMessageReceived {
  'action_json': (string);
  'session_id': (string);
  'feature_id'?: (string);
  '_feature_id'?: "feature_id";
}
