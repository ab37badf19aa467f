import type { ServerUnaryCall, ServerWritableStream, sendUnaryData, UntypedServiceImplementation } from '@grpc/grpc-js';
import { NexyError, toNexyError } from '../../shared/errors.js';
import type { InterruptRequest, MalformedRequest, StreamRequest, UsageRequest, WelcomeRequest } from './codec.js';
import { collect, isCollect } from './collect.js';
import type { RpcContext } from './context.js';
import { deadlineOf } from './deadline.js';
import { http2StreamOf } from './internals.js';
import { interruptSession } from './interrupt.js';
import { reportUsage } from './report-usage.js';
import { RpcReport } from './rpc-report.js';
import { statusOf } from './status.js';
import { streamAudio } from './stream-audio.js';
import { requireDecoded } from './validation/fields.js';
import { generateWelcomeAudio } from './welcome.js';

/**
 * Creates the handlers of the service, one thin function for each RPC. They must catch every error: an error that
 * escapes would end the process.
 * @param onAdmitted called with each call that was admitted
 */
export function createService(context: RpcContext, onAdmitted: (call: object) => void): UntypedServiceImplementation {
  return {
    StreamAudio: streaming<StreamRequest | MalformedRequest>(
      context,
      (call, _, onStart) => (isCollect(call.request) ? collect(call, context) : streamAudio(call, context, onStart)),
      onAdmitted,
    ),
    GenerateWelcomeAudio: streaming<WelcomeRequest | MalformedRequest>(context, generateWelcomeAudio, onAdmitted),
    InterruptSession: unary('InterruptSession', context, (request: InterruptRequest | MalformedRequest, report) =>
      interruptSession(request, context, report),
    ),
    ReportUsage: unary('ReportUsage', context, (request: UsageRequest | MalformedRequest, report) =>
      reportUsage(request, context, report),
    ),
    HealthCheck: unary('HealthCheck', context, async (request: object | MalformedRequest) => {
      requireDecoded(request);
      return health(context);
    }),
  };
}

function health({ modules, admission, version }: RpcContext): object {
  const states = modules();
  const degraded = states.some(({ state }) => state !== 'running' && state !== 'disabled');
  const status = admission.draining ? 'draining' : degraded ? 'degraded' : 'healthy';
  return { status, version, modules: states };
}

function streaming<Request>(
  context: RpcContext,
  handle: (call: ServerWritableStream<Request, Buffer>, context: RpcContext, onAdmitted: () => void) => Promise<void>,
  onAdmitted: (call: object) => void,
) {
  return (call: ServerWritableStream<Request, Buffer>): void => {
    handle(call, context, () => onAdmitted(call)).catch((cause: unknown) => {
      context.log.write('error', { scope: 'grpc', method: call.getPath(), decision: 'error', ctx: { cause } });
      call.emit('error', statusOf(toNexyError(cause)));
    });
  };
}

function unary<Request>(
  rpc: string,
  context: RpcContext,
  handle: (request: Request, report: RpcReport) => Promise<object>,
) {
  return (call: ServerUnaryCall<Request, object>, reply: sendUnaryData<object>): void => {
    const report = new RpcReport(rpc, context, call.metadata);
    let stopDeadline = (): void => {};
    const expired = new Promise<never>((_, reject) => {
      stopDeadline = deadlineOf(http2StreamOf(call)).onPassed(() => reject(new NexyError('timeout')));
    });
    Promise.race([expired, handle(call.request, report)])
      .then(
        (response) => {
          report.replied();
          reply(null, response);
        },
        (cause: unknown) => {
          const error = toNexyError(cause);
          report.failed(error);
          reply(statusOf(error));
        },
      )
      .finally(() => stopDeadline());
  };
}
