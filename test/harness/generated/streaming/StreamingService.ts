// Original file: proto/streaming.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { HealthRequest as _streaming_HealthRequest, HealthRequestReceived as _streaming_HealthRequestReceived } from '../streaming/HealthRequest.js';
import type { HealthResponse as _streaming_HealthResponse, HealthResponseReceived as _streaming_HealthResponseReceived } from '../streaming/HealthResponse.js';
import type { InterruptRequest as _streaming_InterruptRequest, InterruptRequestReceived as _streaming_InterruptRequestReceived } from '../streaming/InterruptRequest.js';
import type { InterruptResponse as _streaming_InterruptResponse, InterruptResponseReceived as _streaming_InterruptResponseReceived } from '../streaming/InterruptResponse.js';
import type { StreamRequest as _streaming_StreamRequest, StreamRequestReceived as _streaming_StreamRequestReceived } from '../streaming/StreamRequest.js';
import type { StreamResponse as _streaming_StreamResponse, StreamResponseReceived as _streaming_StreamResponseReceived } from '../streaming/StreamResponse.js';
import type { UsageRequest as _streaming_UsageRequest, UsageRequestReceived as _streaming_UsageRequestReceived } from '../streaming/UsageRequest.js';
import type { UsageResponse as _streaming_UsageResponse, UsageResponseReceived as _streaming_UsageResponseReceived } from '../streaming/UsageResponse.js';
import type { WelcomeRequest as _streaming_WelcomeRequest, WelcomeRequestReceived as _streaming_WelcomeRequestReceived } from '../streaming/WelcomeRequest.js';
import type { WelcomeResponse as _streaming_WelcomeResponse, WelcomeResponseReceived as _streaming_WelcomeResponseReceived } from '../streaming/WelcomeResponse.js';

export interface StreamingServiceClient extends grpc.Client {
  /**
   * Speaks the greeting, or any text.
   */
  GenerateWelcomeAudio(argument: _streaming_WelcomeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_streaming_WelcomeResponseReceived>;
  GenerateWelcomeAudio(argument: _streaming_WelcomeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_streaming_WelcomeResponseReceived>;
  /**
   * Speaks the greeting, or any text.
   */
  generateWelcomeAudio(argument: _streaming_WelcomeRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_streaming_WelcomeResponseReceived>;
  generateWelcomeAudio(argument: _streaming_WelcomeRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_streaming_WelcomeResponseReceived>;
  
  /**
   * Returns the version, the status, and the state of each module.
   */
  HealthCheck(argument: _streaming_HealthRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_HealthResponseReceived>): grpc.ClientUnaryCall;
  HealthCheck(argument: _streaming_HealthRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_streaming_HealthResponseReceived>): grpc.ClientUnaryCall;
  HealthCheck(argument: _streaming_HealthRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_HealthResponseReceived>): grpc.ClientUnaryCall;
  HealthCheck(argument: _streaming_HealthRequest, callback: grpc.requestCallback<_streaming_HealthResponseReceived>): grpc.ClientUnaryCall;
  /**
   * Returns the version, the status, and the state of each module.
   */
  healthCheck(argument: _streaming_HealthRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_HealthResponseReceived>): grpc.ClientUnaryCall;
  healthCheck(argument: _streaming_HealthRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_streaming_HealthResponseReceived>): grpc.ClientUnaryCall;
  healthCheck(argument: _streaming_HealthRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_HealthResponseReceived>): grpc.ClientUnaryCall;
  healthCheck(argument: _streaming_HealthRequest, callback: grpc.requestCallback<_streaming_HealthResponseReceived>): grpc.ClientUnaryCall;
  
  /**
   * Stops the replies that a device is receiving, at once.
   */
  InterruptSession(argument: _streaming_InterruptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_InterruptResponseReceived>): grpc.ClientUnaryCall;
  InterruptSession(argument: _streaming_InterruptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_streaming_InterruptResponseReceived>): grpc.ClientUnaryCall;
  InterruptSession(argument: _streaming_InterruptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_InterruptResponseReceived>): grpc.ClientUnaryCall;
  InterruptSession(argument: _streaming_InterruptRequest, callback: grpc.requestCallback<_streaming_InterruptResponseReceived>): grpc.ClientUnaryCall;
  /**
   * Stops the replies that a device is receiving, at once.
   */
  interruptSession(argument: _streaming_InterruptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_InterruptResponseReceived>): grpc.ClientUnaryCall;
  interruptSession(argument: _streaming_InterruptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_streaming_InterruptResponseReceived>): grpc.ClientUnaryCall;
  interruptSession(argument: _streaming_InterruptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_InterruptResponseReceived>): grpc.ClientUnaryCall;
  interruptSession(argument: _streaming_InterruptRequest, callback: grpc.requestCallback<_streaming_InterruptResponseReceived>): grpc.ClientUnaryCall;
  
  /**
   * Takes a client's report of the tokens that it spent.
   */
  ReportUsage(argument: _streaming_UsageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_UsageResponseReceived>): grpc.ClientUnaryCall;
  ReportUsage(argument: _streaming_UsageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_streaming_UsageResponseReceived>): grpc.ClientUnaryCall;
  ReportUsage(argument: _streaming_UsageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_UsageResponseReceived>): grpc.ClientUnaryCall;
  ReportUsage(argument: _streaming_UsageRequest, callback: grpc.requestCallback<_streaming_UsageResponseReceived>): grpc.ClientUnaryCall;
  /**
   * Takes a client's report of the tokens that it spent.
   */
  reportUsage(argument: _streaming_UsageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_UsageResponseReceived>): grpc.ClientUnaryCall;
  reportUsage(argument: _streaming_UsageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_streaming_UsageResponseReceived>): grpc.ClientUnaryCall;
  reportUsage(argument: _streaming_UsageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_streaming_UsageResponseReceived>): grpc.ClientUnaryCall;
  reportUsage(argument: _streaming_UsageRequest, callback: grpc.requestCallback<_streaming_UsageResponseReceived>): grpc.ClientUnaryCall;
  
  /**
   * Serves a turn: takes a prompt (and perhaps a screenshot), and returns text and speech.
   */
  StreamAudio(argument: _streaming_StreamRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_streaming_StreamResponseReceived>;
  StreamAudio(argument: _streaming_StreamRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_streaming_StreamResponseReceived>;
  /**
   * Serves a turn: takes a prompt (and perhaps a screenshot), and returns text and speech.
   */
  streamAudio(argument: _streaming_StreamRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_streaming_StreamResponseReceived>;
  streamAudio(argument: _streaming_StreamRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_streaming_StreamResponseReceived>;
  
}

export interface StreamingServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Speaks the greeting, or any text.
   */
  GenerateWelcomeAudio: grpc.handleServerStreamingCall<_streaming_WelcomeRequestReceived, _streaming_WelcomeResponse>;
  
  /**
   * Returns the version, the status, and the state of each module.
   */
  HealthCheck: grpc.handleUnaryCall<_streaming_HealthRequestReceived, _streaming_HealthResponse>;
  
  /**
   * Stops the replies that a device is receiving, at once.
   */
  InterruptSession: grpc.handleUnaryCall<_streaming_InterruptRequestReceived, _streaming_InterruptResponse>;
  
  /**
   * Takes a client's report of the tokens that it spent.
   */
  ReportUsage: grpc.handleUnaryCall<_streaming_UsageRequestReceived, _streaming_UsageResponse>;
  
  /**
   * Serves a turn: takes a prompt (and perhaps a screenshot), and returns text and speech.
   */
  StreamAudio: grpc.handleServerStreamingCall<_streaming_StreamRequestReceived, _streaming_StreamResponse>;
  
}

export interface StreamingServiceDefinition extends grpc.ServiceDefinition {
  GenerateWelcomeAudio: MethodDefinition<_streaming_WelcomeRequest, _streaming_WelcomeResponse, _streaming_WelcomeRequestReceived, _streaming_WelcomeResponseReceived>
  HealthCheck: MethodDefinition<_streaming_HealthRequest, _streaming_HealthResponse, _streaming_HealthRequestReceived, _streaming_HealthResponseReceived>
  InterruptSession: MethodDefinition<_streaming_InterruptRequest, _streaming_InterruptResponse, _streaming_InterruptRequestReceived, _streaming_InterruptResponseReceived>
  ReportUsage: MethodDefinition<_streaming_UsageRequest, _streaming_UsageResponse, _streaming_UsageRequestReceived, _streaming_UsageResponseReceived>
  StreamAudio: MethodDefinition<_streaming_StreamRequest, _streaming_StreamResponse, _streaming_StreamRequestReceived, _streaming_StreamResponseReceived>
}
