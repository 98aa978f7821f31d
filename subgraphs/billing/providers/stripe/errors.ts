import { Stripe } from 'stripe'
import { z } from 'zod'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'
import type { UserErrorCode } from '#shared/user-errors.ts'

const Refusal = z.object({ error: z.object({ code: z.string().optional() }) })

/**
 * What an error of the official client is to us. Their messages stay in the log: they quote parameters.
 * https://docs.stripe.com/error-handling · https://docs.stripe.com/error-low-level (read 2026-11-22)
 */
export function toWeftError(error: unknown, system: string): WeftError {
  if (isWeftError(error)) return error
  if (!(error instanceof Stripe.errors.StripeError)) {
    return new WeftError('INVALID_RESPONSE', 'the system answered something unexpected', { system }, error)
  }
  // Our transport's own refusal, wrapped by the client.
  if (error instanceof Stripe.errors.StripeConnectionError && isWeftError(error.detail)) return error.detail
  const { statusCode } = error
  const facts = factsOf(error, system)
  if (
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  ) {
    return new WeftError('AUTH_FAILED', "the system refused the connection's key", facts, error)
  }
  if (isMissing(error)) return toMissing(error, facts)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return toRefusal(error, facts)
  if (error instanceof Stripe.errors.StripeConnectionError) {
    return new WeftError('SYSTEM_UNAVAILABLE', 'the system could not be reached', facts, error)
  }
  return new WeftError('INVALID_RESPONSE', 'the system answered something that is not JSON', facts, error)
}

/** The same of a write: a key that lacks a permission reads on, and only this is forbidden. */
export function toWriteError(error: unknown, system: string): WeftError {
  if (!(error instanceof Stripe.errors.StripePermissionError)) return toWeftError(error, system)
  return new WeftError('FORBIDDEN', "the connection's key may not write this", factsOf(error, system), error)
}

/** A connection that broke has no status. */
const factsOf = (
  { statusCode: status, requestId }: InstanceType<typeof Stripe.errors.StripeError>,
  system: string,
) => ({ system, ...(status ? { status } : {}), ...(requestId ? { requestId } : {}) })

/** What an answer says about the system or the account rather than about the request: it is down, or allows no call now. */
export function toOutage(response: VendorResponse, body: unknown, system: string): WeftError | undefined {
  const { status, headers } = response
  const requestId = headers['request-id']
  const facts = { system, status, ...(requestId === undefined ? {} : { requestId }) }
  if (status >= 500) {
    const kept = headers['idempotent-replayed'] === 'true' ? { isKeptAnswer: true } : {}
    return new WeftError('SYSTEM_UNAVAILABLE', 'the system said that it cannot answer', { ...facts, ...kept })
  }
  const code = Refusal.safeParse(body).data?.error.code
  if (status === 409) {
    const busy = { vendorCode: code ?? 'conflict', retryAfterSeconds: 1 }
    return new WeftError('RATE_LIMITED', 'the system is still busy with the same', { ...facts, ...busy })
  }
  if (status !== 429 && !(status === 400 && code === 'rate_limit')) return undefined
  const vendorCode = headers['stripe-rate-limited-reason'] ?? code
  return new WeftError('RATE_LIMITED', 'the system allows no call now', {
    ...facts,
    ...(vendorCode === undefined ? {} : { vendorCode }),
  })
}

/**
 * Whether a failed write is final under its key: Stripe keeps a 500 as the answer to it, and gives it to every attempt.
 * The header is seen, not documented.
 */
export const isKeptFault = (error: unknown): boolean =>
  isWeftError(error, 'SYSTEM_UNAVAILABLE') && error.facts.isKeptAnswer === true

/** Without a parameter it is not a record that was named, but a payment method that nobody has. */
const isMissing = ({ code, param, statusCode }: InstanceType<typeof Stripe.errors.StripeError>): boolean =>
  code === 'resource_missing' && (param !== undefined || statusCode === 404)

/** What a caller can put right, where a code or else a message says it. https://docs.stripe.com/error-codes */
const REASONS: readonly [RegExp, UserErrorCode][] = [
  [/^tax_id_invalid$|^customer_tax_location_invalid$/, 'TAX_INVALID'],
  [/cannot combine currencies/i, 'CURRENCY_MISMATCH'],
]

/** A business refusal, with the decline's code where a card was declined. */
function toRefusal(
  error: InstanceType<typeof Stripe.errors.StripeError>,
  facts: { system: string },
): WeftError {
  const { code, decline_code, message } = error
  const vendorCode = decline_code ?? code ?? error.rawType
  const reason = REASONS.find(([pattern]) => pattern.test(code ?? '') || pattern.test(message))?.[1]
  const known = {
    ...facts,
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(reason === undefined ? {} : { reason }),
  }
  return code === 'resource_already_exists'
    ? new WeftError('DUPLICATE_RECORD', 'the system has such a record already', known, error)
    : new WeftError('REJECTED_BY_SYSTEM', 'the system refused the request', known, error)
}

/** A cursor whose record is gone is the caller's, any other missing record is missing. */
function toMissing(error: { param?: string | undefined }, facts: { system: string }): WeftError {
  return error.param === 'starting_after'
    ? new WeftError('INVALID_CURSOR', 'the record that the cursor names is gone', facts, error)
    : new WeftError('NOT_FOUND', 'the system has no such record', facts, error)
}
