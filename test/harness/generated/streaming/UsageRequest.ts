// Original file: proto/streaming.proto


export interface UsageRequest {
  'hardware_id'?: (string);
  'source'?: (string);
  'input_tokens'?: (number);
  'output_tokens'?: (number);
  'session_id'?: (string);
  'model_name'?: (string);
  '_session_id'?: "session_id";
  '_model_name'?: "model_name";
}

export interface UsageRequestReceived {
  'hardware_id': (string);
  'source': (string);
  'input_tokens': (number);
  'output_tokens': (number);
  'session_id'?: (string);
  'model_name'?: (string);
  '_session_id'?: "session_id";
  '_model_name'?: "model_name";
}
