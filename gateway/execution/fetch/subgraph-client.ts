import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel'
import { Pool } from 'undici'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { startDeadline } from './deadline.ts'
import { postText } from './post-text.ts'

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
  /** Ends the call; a controller is the call's own, and is ended when its time is over. */
  ending: AbortSignal | AbortController
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
function callError(cause: unknown, ended: boolean): unknown {
  if (isWeftError(cause)) return cause
  const facts = { system: 'gateway' }
  if (ended) return new WeftError('TIMEOUT', 'A system did not answer in time.', facts, cause)
  if (cause instanceof BrokenCircuitError)
    return new WeftError('CIRCUIT_OPEN', 'A system is left alone for a moment.', facts)
  return new WeftError('SYSTEM_UNAVAILABLE', UNREACHABLE, facts, cause)
}

async function send(dispatcher: Pool, path: string, { body, headers }: SubgraphCall, signal: AbortSignal) {
  const answer = await postText(dispatcher, { path, body, headers, signal })
  const contentType = String(answer.headers['content-type'] ?? '')
  if (!isGraphQLAnswer(answer.statusCode, contentType))
    throw statusError(answer.statusCode, retryAfterSeconds(answer.headers['retry-after']))
  return answer.text
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
  const { origin, pathname, search } = new URL(url)
  const dispatcher = new Pool(origin, {
    connections: 64,
    keepAliveTimeout: 30_000,
    maxResponseSize: options.maxResponseBytes,
  })
  const { once, repeatable } = createPolicies(options)
  return {
    async post(call) {
      using deadline = startDeadline(call.ending, options.deadlineMs)
      const { signal } = deadline
      const attempt = async (): Promise<string> => {
        try {
          return await send(dispatcher, `${pathname}${search}`, call, signal)
        } catch (cause) {
          throw callError(cause, signal.aborted)
        }
      }
      try {
        return await (call.isRepeatable ? repeatable : once).execute(attempt, signal)
      } catch (cause) {
        throw callError(cause, signal.aborted)
      }
    },
    close: () => dispatcher.close(),
  }
}
