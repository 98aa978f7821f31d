import { Stripe } from 'stripe'
import { z } from 'zod'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'

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
  const { statusCode, requestId } = error
  const facts = { system, ...(requestId ? { requestId } : {}) }
  if (
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  ) {
    return new WeftError('AUTH_FAILED', "the system refused the connection's key", facts, error)
  }
  if (error.code === 'resource_missing') return toMissing(error, facts)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new WeftError('REJECTED_BY_SYSTEM', 'the system refused the request', facts, error)
  }
  if (error instanceof Stripe.errors.StripeConnectionError) {
    return new WeftError('SYSTEM_UNAVAILABLE', 'the system could not be reached', facts, error)
  }
  return new WeftError('INVALID_RESPONSE', 'the system answered something that is not JSON', facts, error)
}

/** What an answer says about the system or the account rather than about the request: it is down, or allows no call now. */
export function toOutage(response: VendorResponse, body: unknown, system: string): WeftError | undefined {
  const { status, headers } = response
  const requestId = headers['request-id']
  const facts = { system, ...(requestId === undefined ? {} : { requestId }) }
  if (status >= 500)
    return new WeftError('SYSTEM_UNAVAILABLE', 'the system said that it cannot answer', facts)
  const code = Refusal.safeParse(body).data?.error.code
  if (status !== 429 && !(status === 400 && code === 'rate_limit')) return undefined
  const vendorCode = headers['stripe-rate-limited-reason'] ?? code
  return new WeftError('RATE_LIMITED', 'the system allows no call now', {
    ...facts,
    ...(vendorCode === undefined ? {} : { vendorCode }),
  })
}

/** A cursor whose record is gone is the caller's, any other missing record is missing. */
function toMissing(error: { param?: string | undefined }, facts: { system: string }): WeftError {
  return error.param === 'starting_after'
    ? new WeftError('INVALID_CURSOR', 'the record that the cursor names is gone', facts, error)
    : new WeftError('NOT_FOUND', 'the system has no such record', facts, error)
}
