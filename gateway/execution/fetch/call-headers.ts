import { randomUUID } from 'node:crypto'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { currentSpan } from '#shared/telemetry/span.ts'

type Headers = Readonly<Record<string, string>>

/**
 * Headers for one subgraph beyond those that every call carries: a signed token for the caller, say. `operationId` names
 * the operation where the subgraph is asked more than once in it; such a subgraph may remember what it has read.
 */
export type SubgraphHeaders = (
  subgraph: string,
  request: RequestContext,
  operationId?: string,
) => Headers | Promise<Headers>

/** Ids of traces need to be different, not secret. */
function randomHex(words: number): string {
  let text = ''
  for (let word = 0; word < words; word += 1)
    text += Math.floor(Math.random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return text
}

const traceIds = new WeakMap<RequestContext, string>()

/** The trace that a client began, or a new one. */
function traceIdOf(request: RequestContext): string {
  const known = traceIds.get(request)
  if (known) return known
  const begun =
    'traceparent' in request ? /^[\da-f]{2}-([\da-f]{32})-/.exec(String(request.traceparent))?.[1] : undefined
  const traceId = begun ?? randomHex(4)
  traceIds.set(request, traceId)
  return traceId
}

/** The fetch's span where a trace is written; otherwise one trace per operation, one span per call (W3C Trace Context). */
const traceparentOf = (request: RequestContext): string =>
  (currentSpan.getStore() ?? request.span)?.traceparent ?? `00-${traceIdOf(request)}-${randomHex(2)}-01`

const operationIds = new WeakMap<RequestContext, string>()

/** A name that no other operation has, whatever its client calls it. */
export function operationIdOf(request: RequestContext): string {
  const known = operationIds.get(request)
  if (known) return known
  const operationId = randomUUID()
  operationIds.set(request, operationId)
  return operationId
}

/** The headers of one call: `extra` and those that every call carries. Nothing of the client is passed on as it came. */
export function callHeaders(request: RequestContext, extra: Headers | undefined): Record<string, string> {
  return {
    ...extra,
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    'x-correlation-id': request.correlationId,
    traceparent: traceparentOf(request),
    ...(request.maxAgeSeconds === undefined ? {} : { 'cache-control': `max-age=${request.maxAgeSeconds}` }),
  }
}

type Asking = Pick<RequestContext, 'caller'>

const authorities = new WeakMap<Asking['caller'], string>()

/** What a caller may see: all that a subgraph of this process looks at, whoever he is. */
export function visibilityOf({ caller }: Asking): string {
  const { scopes, customerIds, businessUnits, isAnonymous = false } = caller
  return JSON.stringify([isAnonymous, [...scopes].sort(), customerIds?.toSorted(), businessUnits?.toSorted()])
}

/** Everything about a caller that may change what a subgraph answers. */
export function authorityOf({ caller }: Asking): string {
  const known = authorities.get(caller)
  if (known) return known
  const authority = `${JSON.stringify([caller.subject, caller.clientId])}\n${visibilityOf({ caller })}`
  authorities.set(caller, authority)
  return authority
}
