// Original file: proto/streaming.proto


export interface ModuleHealth {
  'name'?: (string);
  'state'?: (string);
  'detail'?: (string);
}

export interface ModuleHealthReceived {
  'name': (string);
  'state': (string);
  'detail': (string);
}
