import type { ServerUnaryCall, ServerWritableStream, sendUnaryData, UntypedServiceImplementation } from '@grpc/grpc-js';
import { status as GrpcStatus } from '@grpc/grpc-js';
import { toNexyError } from '../../shared/errors.js';
import type { InterruptRequest, MalformedRequest, StreamRequest, UsageRequest, WelcomeRequest } from './codec.js';
import type { RpcContext } from './context.js';
import { interruptSession } from './interrupt.js';
import { RpcReport } from './rpc-report.js';
import { statusOf } from './status.js';
import { streamAudio } from './stream-audio.js';
import { validateUsageRequest } from './validate.js';
import { generateWelcomeAudio } from './welcome.js';

/** One thin function an RPC. Nothing thrown here may escape: it would take the process down. */
export function createService(context: RpcContext): UntypedServiceImplementation {
  return {
    StreamAudio: streaming<StreamRequest | MalformedRequest>(context, streamAudio),
    GenerateWelcomeAudio: streaming<WelcomeRequest | MalformedRequest>(context, generateWelcomeAudio),
    InterruptSession: unary('InterruptSession', context, (request: InterruptRequest | MalformedRequest, report) =>
      interruptSession(request, context, report),
    ),
    ReportUsage: (call: ServerUnaryCall<UsageRequest | MalformedRequest, object>, reply: sendUnaryData<object>) => {
      unary('ReportUsage', context, async (request: UsageRequest | MalformedRequest) => {
        validateUsageRequest(request, context.config.limits);
        return undefined;
      })(call, reply);
    },
    HealthCheck: unary('HealthCheck', context, async () => {
      const modules = context.modules();
      const degraded = modules.some((module) => module.state !== 'running');
      const status = context.admission.draining ? 'draining' : degraded ? 'degraded' : 'healthy';
      return { status, version: context.version, modules };
    }),
  };
}

function streaming<Request>(
  context: RpcContext,
  handle: (call: ServerWritableStream<Request, Buffer>, context: RpcContext) => Promise<void>,
) {
  return (call: ServerWritableStream<Request, Buffer>): void => {
    handle(call, context).catch((cause: unknown) => {
      context.log.write('error', { scope: 'grpc', method: call.getPath(), decision: 'error', ctx: { cause } });
      call.emit('error', statusOf(toNexyError(cause)));
    });
  };
}

/** A reply of `undefined` means: validated, but there is nobody yet who does it. */
function unary<Request, Response extends object | undefined>(
  rpc: string,
  context: RpcContext,
  handle: (request: Request, report: RpcReport) => Promise<Response>,
) {
  return (call: ServerUnaryCall<Request, object>, reply: sendUnaryData<object>): void => {
    const report = new RpcReport(rpc, context);
    handle(call.request, report).then(
      (response) => {
        report.replied();
        if (response === undefined) reply({ code: GrpcStatus.UNIMPLEMENTED, details: `${rpc} is not available yet` });
        else reply(null, response);
      },
      (cause: unknown) => {
        const error = toNexyError(cause);
        report.ended(error);
        reply(statusOf(error));
      },
    );
  };
}
