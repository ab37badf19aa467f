import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { ActionMessage as _streaming_ActionMessage, ActionMessageReceived as _streaming_ActionMessageReceived } from './streaming/ActionMessage.js';
import type { AudioChunk as _streaming_AudioChunk, AudioChunkReceived as _streaming_AudioChunkReceived } from './streaming/AudioChunk.js';
import type { HealthRequest as _streaming_HealthRequest, HealthRequestReceived as _streaming_HealthRequestReceived } from './streaming/HealthRequest.js';
import type { HealthResponse as _streaming_HealthResponse, HealthResponseReceived as _streaming_HealthResponseReceived } from './streaming/HealthResponse.js';
import type { InterruptRequest as _streaming_InterruptRequest, InterruptRequestReceived as _streaming_InterruptRequestReceived } from './streaming/InterruptRequest.js';
import type { InterruptResponse as _streaming_InterruptResponse, InterruptResponseReceived as _streaming_InterruptResponseReceived } from './streaming/InterruptResponse.js';
import type { ModuleHealth as _streaming_ModuleHealth, ModuleHealthReceived as _streaming_ModuleHealthReceived } from './streaming/ModuleHealth.js';
import type { StreamRequest as _streaming_StreamRequest, StreamRequestReceived as _streaming_StreamRequestReceived } from './streaming/StreamRequest.js';
import type { StreamResponse as _streaming_StreamResponse, StreamResponseReceived as _streaming_StreamResponseReceived } from './streaming/StreamResponse.js';
import type { StreamingServiceClient as _streaming_StreamingServiceClient, StreamingServiceDefinition as _streaming_StreamingServiceDefinition } from './streaming/StreamingService.js';
import type { UsageRequest as _streaming_UsageRequest, UsageRequestReceived as _streaming_UsageRequestReceived } from './streaming/UsageRequest.js';
import type { UsageResponse as _streaming_UsageResponse, UsageResponseReceived as _streaming_UsageResponseReceived } from './streaming/UsageResponse.js';
import type { WelcomeMetadata as _streaming_WelcomeMetadata, WelcomeMetadataReceived as _streaming_WelcomeMetadataReceived } from './streaming/WelcomeMetadata.js';
import type { WelcomeRequest as _streaming_WelcomeRequest, WelcomeRequestReceived as _streaming_WelcomeRequestReceived } from './streaming/WelcomeRequest.js';
import type { WelcomeResponse as _streaming_WelcomeResponse, WelcomeResponseReceived as _streaming_WelcomeResponseReceived } from './streaming/WelcomeResponse.js';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  streaming: {
    ActionMessage: MessageTypeDefinition<_streaming_ActionMessage, _streaming_ActionMessageReceived>
    AudioChunk: MessageTypeDefinition<_streaming_AudioChunk, _streaming_AudioChunkReceived>
    HealthRequest: MessageTypeDefinition<_streaming_HealthRequest, _streaming_HealthRequestReceived>
    HealthResponse: MessageTypeDefinition<_streaming_HealthResponse, _streaming_HealthResponseReceived>
    InterruptRequest: MessageTypeDefinition<_streaming_InterruptRequest, _streaming_InterruptRequestReceived>
    InterruptResponse: MessageTypeDefinition<_streaming_InterruptResponse, _streaming_InterruptResponseReceived>
    ModuleHealth: MessageTypeDefinition<_streaming_ModuleHealth, _streaming_ModuleHealthReceived>
    RequestPhase: EnumTypeDefinition
    StreamRequest: MessageTypeDefinition<_streaming_StreamRequest, _streaming_StreamRequestReceived>
    StreamResponse: MessageTypeDefinition<_streaming_StreamResponse, _streaming_StreamResponseReceived>
    StreamingService: SubtypeConstructor<typeof grpc.Client, _streaming_StreamingServiceClient> & { service: _streaming_StreamingServiceDefinition }
    UsageRequest: MessageTypeDefinition<_streaming_UsageRequest, _streaming_UsageRequestReceived>
    UsageResponse: MessageTypeDefinition<_streaming_UsageResponse, _streaming_UsageResponseReceived>
    WelcomeMetadata: MessageTypeDefinition<_streaming_WelcomeMetadata, _streaming_WelcomeMetadataReceived>
    WelcomeRequest: MessageTypeDefinition<_streaming_WelcomeRequest, _streaming_WelcomeRequestReceived>
    WelcomeResponse: MessageTypeDefinition<_streaming_WelcomeResponse, _streaming_WelcomeResponseReceived>
  }
}

