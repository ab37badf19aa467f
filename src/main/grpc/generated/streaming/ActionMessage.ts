// Original file: proto/streaming.proto


export interface ActionMessage {
  'actionJson'?: (string);
  'sessionId'?: (string);
  'featureId'?: (string);
  '_featureId'?: "featureId";
}

export interface ActionMessageReceived {
  'actionJson': (string);
  'sessionId': (string);
  'featureId'?: (string);
  '_featureId'?: "featureId";
}
