// Original file: proto/streaming.proto

import type { ModuleHealth as _streaming_ModuleHealth, ModuleHealthReceived as _streaming_ModuleHealthReceived } from '../streaming/ModuleHealth.js';

export interface HealthResponse {
  'status'?: (string);
  'version'?: (string);
  'modules'?: (_streaming_ModuleHealth)[];
}

export interface HealthResponseReceived {
  'status': (string);
  'version': (string);
  'modules': (_streaming_ModuleHealthReceived)[];
}
