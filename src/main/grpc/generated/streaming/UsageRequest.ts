// Original file: proto/streaming.proto


export interface UsageRequest {
  'hardwareId'?: (string);
  'source'?: (string);
  'inputTokens'?: (number);
  'outputTokens'?: (number);
  'sessionId'?: (string);
  'modelName'?: (string);
  '_sessionId'?: "sessionId";
  '_modelName'?: "modelName";
}

export interface UsageRequestReceived {
  'hardwareId': (string);
  'source': (string);
  'inputTokens': (number);
  'outputTokens': (number);
  'sessionId'?: (string);
  'modelName'?: (string);
  '_sessionId'?: "sessionId";
  '_modelName'?: "modelName";
}
