import type { Clock } from '#shared/clock.ts'
import type { SubgraphHeaders } from '../execution/fetch/call-headers.ts'
import { toOperationHeaders } from './operation-headers.ts'
import type { SignCaller } from './sign-caller.ts'

/** A subgraph ends this much before the operation does, so that its partial answer still arrives. */
const LEAD_MS = 250

/** The headers by which subgraphs in processes of their own know who asks, in which operation, and until when. */
export function createSubgraphHeaders(options: {
  signCaller: SignCaller
  operationTimeoutMs: number
  clock: Clock
}): SubgraphHeaders {
  const { signCaller, operationTimeoutMs, clock } = options
  return (subgraph, { receivedAt, caller }, operationId) => {
    const spent = clock.now().getTime() - receivedAt.getTime()
    const timeoutMs = Math.max(1, operationTimeoutMs - spent - LEAD_MS)
    const facts = toOperationHeaders({ operationId, receivedAt, timeoutMs })
    const token = signCaller(subgraph, caller)
    const withToken = (text: string) => ({ ...facts, authorization: `Bearer ${text}` })
    return typeof token === 'string' ? withToken(token) : token.then(withToken)
  }
}
