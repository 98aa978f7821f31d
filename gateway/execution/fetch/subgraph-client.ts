import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel'
import { Agent, request as sendRequest } from 'undici'
import { isWeftError, WeftError } from '#shared/errors.ts'

/** How calls to one subgraph behave. Times are milliseconds. */
export interface SubgraphClientOptions {
  deadlineMs: number
  /** Failures in a row that open the breaker. */
  breakAfter: number
  /** How long an open breaker leaves the subgraph alone. */
  halfOpenAfterMs: number
  /** Tries after the first one; for queries only. */
  retries: number
  maxResponseBytes: number
}

export const DEFAULT_CLIENT_OPTIONS: SubgraphClientOptions = {
  deadlineMs: 10_000,
  breakAfter: 10,
  halfOpenAfterMs: 2_000,
  retries: 1,
  maxResponseBytes: 64 * 1024 * 1024,
}

/** One call to a subgraph. */
export interface SubgraphCall {
  body: string
  headers: Readonly<Record<string, string>>
  signal: AbortSignal
  /** True for a query: it may be sent again. */
  isRepeatable: boolean
}

/** Posts GraphQL requests to one subgraph and answers the body. */
export interface SubgraphClient {
  post(call: SubgraphCall): Promise<string>
  close(): Promise<void>
}

const UNREACHABLE = 'A system did not answer.'

/** No answer, or one that says "not now": the next try may go better. */
const isTransient = (error: unknown): boolean => isWeftError(error, 'SYSTEM_UNAVAILABLE')

/** What says that a subgraph is not well: slowness too, though waiting for it again would not help. */
const isUnwell = (error: unknown): boolean => isTransient(error) || isWeftError(error, 'TIMEOUT')

function retryAfterSeconds(value: string | string[] | undefined): number | undefined {
  const seconds = Number(Array.isArray(value) ? value[0] : value)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

/** GraphQL servers may answer errors with any status, if the content type says that the body is GraphQL. */
function isGraphQLAnswer(statusCode: number, contentType: string): boolean {
  if (contentType.startsWith('application/graphql-response+json')) return true
  return statusCode >= 200 && statusCode < 300
}

function statusError(statusCode: number, retryAfter: number | undefined): WeftError {
  const facts = { system: 'gateway', ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }) }
  if (statusCode === 429) return new WeftError('RATE_LIMITED', 'A system allows no call now.', facts)
  if (statusCode === 401 || statusCode === 403)
    return new WeftError('AUTH_FAILED', 'A system refused the gateway.', facts)
  const code = statusCode >= 500 ? 'SYSTEM_UNAVAILABLE' : 'INVALID_RESPONSE'
  return new WeftError(code, UNREACHABLE, facts, new Error(`status ${statusCode}`))
}

/** What a failed call means; undici's own errors name addresses and stay inside. */
function callError(cause: unknown, deadline: AbortSignal, caller: AbortSignal): unknown {
  if (isWeftError(cause)) return cause
  const facts = { system: 'gateway' }
  if (deadline.aborted || caller.aborted)
    return new WeftError('TIMEOUT', 'A system did not answer in time.', facts, cause)
  if (cause instanceof BrokenCircuitError)
    return new WeftError('CIRCUIT_OPEN', 'A system is left alone for a moment.', facts)
  return new WeftError('SYSTEM_UNAVAILABLE', UNREACHABLE, facts, cause)
}

async function send(url: string, { body, headers }: SubgraphCall, signal: AbortSignal, dispatcher: Agent) {
  const response = await sendRequest(url, { method: 'POST', body, headers, signal, dispatcher })
  const text = await response.body.text()
  const contentType = String(response.headers['content-type'] ?? '')
  if (!isGraphQLAnswer(response.statusCode, contentType))
    throw statusError(response.statusCode, retryAfterSeconds(response.headers['retry-after']))
  return text
}

/** The policies of one subgraph: the breaker counts every try, of queries and of mutations. */
function createPolicies(options: SubgraphClientOptions) {
  const breaker = circuitBreaker(handleWhen(isUnwell), {
    halfOpenAfter: options.halfOpenAfterMs,
    breaker: new ConsecutiveBreaker(options.breakAfter),
  })
  const repeat = retry(handleWhen(isTransient), {
    maxAttempts: options.retries,
    backoff: new ExponentialBackoff({ initialDelay: 20, maxDelay: 500 }),
  })
  return { once: breaker, repeatable: wrap(repeat, breaker) }
}

/** Creates the client of one subgraph, with connections of its own. */
export function createSubgraphClient(url: string, options: SubgraphClientOptions): SubgraphClient {
  const dispatcher = new Agent({
    connections: 64,
    keepAliveTimeout: 30_000,
    maxResponseSize: options.maxResponseBytes,
  })
  const { once, repeatable } = createPolicies(options)
  return {
    async post(call) {
      const deadline = AbortSignal.timeout(options.deadlineMs)
      const signal = AbortSignal.any([deadline, call.signal])
      const attempt = async (): Promise<string> => {
        try {
          return await send(url, call, signal, dispatcher)
        } catch (cause) {
          throw callError(cause, deadline, call.signal)
        }
      }
      try {
        return await (call.isRepeatable ? repeatable : once).execute(attempt, signal)
      } catch (cause) {
        throw callError(cause, deadline, call.signal)
      }
    },
    close: () => dispatcher.close(),
  }
}
