import type { CallContext } from '../connections/call-context.ts'
import type { Connection } from '../connections/connection.ts'
import type { ProviderOptions } from '../connections/provider-options.ts'
import type { SystemHealth } from '../connections/system-health.ts'
import { isWeftError, WeftError } from '../errors.ts'
import { countOutcome, countRefusal, createCallMeasures, measureSent } from '../telemetry/call-measures.ts'
import { createAccessToken, type IssuedToken } from './access-token.ts'
import { type Budget, createBudget, type VendorLimits } from './budget.ts'
import type { Allowance, CallKind } from './budget-ledger.ts'
import { createResilience } from './resilience.ts'
import {
  createVendorHttp,
  retryAfterSeconds,
  type VendorHttp,
  type VendorRequest,
  type VendorResponse,
} from './vendor-http.ts'

/** What differs from vendor to vendor. */
export interface VendorClientOptions extends ProviderOptions {
  /** Version of the vendor's interface that we speak. */
  apiVersion: string
  /** The vendor's defaults; the connection's own limits go before them. */
  limits: VendorLimits
  /** Asks for an access token, sent as `Bearer`; absent where requests carry their own authority. */
  requestToken?: (http: VendorHttp, call: CallContext) => Promise<IssuedToken>
  /** What an answer says about the vendor's allowance. */
  readAllowance?: (response: VendorResponse) => Allowance | undefined
  /** Whether a RATE_LIMITED concerns every call of the connection (the default), or only what was asked. */
  concernsAll?: (error: WeftError) => boolean
}

export interface Exchange<Answer> {
  kind: CallKind
  call: CallContext
  /** Reads the whole answer or throws what it means; an answer that cannot be read counts against the system. */
  read(response: VendorResponse): Answer
}

/** Calls one vendor over one connection: token, deadline, budget, repeats, circuit. */
export interface VendorClient {
  send<Answer>(request: VendorRequest, exchange: Exchange<Answer>): Promise<Answer>
  /** For a refusal that came inside an answer: lets no call start for a while. */
  pause(): Promise<void>
  health(): SystemHealth
  close(): Promise<void>
}

export function createVendorClient(connection: Connection, options: VendorClientOptions): VendorClient {
  const { id: system, timeoutMs } = connection
  const {
    logger,
    clock,
    createLedger,
    apiVersion,
    requestToken,
    readAllowance,
    concernsAll = () => true,
  } = options
  const http = createVendorHttp(connection, logger)
  const concurrency = connection.limits?.concurrency ?? options.limits.concurrency
  const limits = { ...options.limits, ...connection.limits, concurrency }
  const budget = createBudget({ system, limits, clock, timeoutMs, createLedger })
  const resilience = createResilience({ system, timeoutMs, budget })
  const calls = createCallMeasures()
  const token =
    requestToken &&
    createAccessToken({
      request: (call) => countOutcome(calls.tokens, () => requestToken(http, call)),
      clock,
    })

  const ask = (request: VendorRequest, call: CallContext): Promise<VendorResponse> => {
    if (!token) return http.send(request, call)
    return token.authorise(call, (bearer) =>
      http.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${bearer}` } }, call),
    )
  }

  const attempt = async <Answer>(
    request: VendorRequest,
    { read }: Exchange<Answer>,
    call: CallContext,
  ): Promise<Answer> => {
    let response: VendorResponse | undefined
    try {
      response = await ask(request, call)
      const allowance = readAllowance?.(response)
      if (allowance) await budget.learn(allowance)
      const answer = read(response)
      await budget.ease()
      return answer
    } catch (error) {
      // Nested so deep that reading it ended the stack.
      if (error instanceof RangeError)
        throw new WeftError('INVALID_RESPONSE', 'the answer cannot be read to its end', { system }, error)
      if (!isWeftError(error)) throw error
      throw await withRetryTime(error, response, { budget, clock, concernsAll })
    }
  }

  return {
    send: (request, exchange) =>
      countRefusal(calls, (sent) =>
        resilience.run(exchange.kind, exchange.call, (call) => {
          sent()
          return measureSent(calls, exchange.kind, () => attempt(request, exchange, call))
        }),
      ),
    async pause() {
      await budget.pause(undefined)
    },
    health: () => ({ circuit: resilience.circuit(), budget: budget.health(), apiVersion, calls }),
    async close() {
      await budget.close()
      await http.close()
    },
  }
}

/** Every refusal for now leaves with the time to wait, and keeps the other calls from being sent before it. */
async function withRetryTime(
  error: WeftError,
  response: VendorResponse | undefined,
  {
    budget,
    clock,
    concernsAll,
  }: Required<Pick<VendorClientOptions, 'clock' | 'concernsAll'>> & { budget: Budget },
): Promise<WeftError> {
  const isRefusal = error.code === 'RATE_LIMITED'
  const isComingBack = error.code === 'SYSTEM_UNAVAILABLE' && response?.status === 503
  if (!isRefusal && !isComingBack) return error
  const named =
    error.facts.retryAfterSeconds ?? (response && retryAfterSeconds(response.headers, clock.now()))
  if (named === undefined && !isRefusal) return error
  const seconds = isRefusal && !concernsAll(error) ? (named ?? 1) : await budget.pause(named)
  return new WeftError(error.code, error.message, { ...error.facts, retryAfterSeconds: seconds }, error.cause)
}
