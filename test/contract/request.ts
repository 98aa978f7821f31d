import type { RequestContext } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'

/** One operation, of a caller who may see everything unless said otherwise. */
export function requestOf(caller: Partial<RequestContext['caller']> = {}): RequestContext {
  return {
    correlationId: 'contract-test',
    signal: new AbortController().signal,
    logger: silentLogger,
    receivedAt: new Date(),
    caller: {
      subject: 'tester',
      clientId: 'tests',
      scopes: new Set(),
      customerIds: undefined,
      businessUnits: undefined,
      ...caller,
    },
  }
}
