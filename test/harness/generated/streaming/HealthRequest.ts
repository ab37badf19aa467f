// Original file: proto/streaming.proto


export interface HealthRequest {
}

export interface HealthRequestReceived {
}
