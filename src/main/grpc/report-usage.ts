import type { MalformedRequest, UsageRequest } from './codec.js';
import type { RpcContext } from './context.js';
import type { RpcReport } from './rpc-report.js';
import { validateUsageRequest } from './validation/requests.js';

export interface UsageResponse {
  readonly success: boolean;
  readonly message: string;
}

/** Records the tokens that a client spent; the reply means that they are durable. */
export async function reportUsage(
  request: UsageRequest | MalformedRequest,
  context: RpcContext,
  report: RpcReport,
): Promise<UsageResponse> {
  const { hardwareId, sessionId = '', modelName = '', ...spent } = validateUsageRequest(request, context.config.limits);
  report.setIds(hardwareId, sessionId);
  await context.usage.report({ hardwareId, sessionId, model: modelName, ...spent });
  return { success: true, message: 'Usage recorded' };
}
