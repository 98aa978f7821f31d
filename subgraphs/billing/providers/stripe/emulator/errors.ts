import type { EmulatorResponse } from '#shared/emulator/emulator.ts'

/** A refusal with the body that Stripe has for it. https://docs.stripe.com/api/errors (read 2026-11-22) */
export class StripeRefusal extends Error {
  readonly response: EmulatorResponse

  constructor(status: number, error: { message: string; code?: string; param?: string; type?: string }) {
    super(error.message)
    const docUrl = error.code
      ? { doc_url: `https://stripe.com/docs/error-codes/${error.code.replaceAll('_', '-')}` }
      : {}
    this.response = { status, body: { error: { type: 'invalid_request_error', ...docUrl, ...error } } }
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  payment_intents: 'payment_intent',
  features: 'entitlement feature',
  active_entitlements: 'active entitlement',
}

/** `status` is 404 for the record in the path and 400 for one that a parameter names. */
export function noSuch(collection: string, id: string, param: string, status: 400 | 404): StripeRefusal {
  const noun = NOUNS[collection] ?? collection.replace(/s$/, '')
  return new StripeRefusal(status, { code: 'resource_missing', message: `No such ${noun}: '${id}'`, param })
}

export function unknownParameter(param: string): StripeRefusal {
  return new StripeRefusal(400, {
    code: 'parameter_unknown',
    message: `Received unknown parameter: ${param}`,
    param,
  })
}

export function invalidInteger(param: string, value: string): StripeRefusal {
  return new StripeRefusal(400, {
    code: 'parameter_invalid_integer',
    message: `Invalid integer: ${value}`,
    param,
  })
}

export function invalid(message: string, param?: string): StripeRefusal {
  return new StripeRefusal(400, { message, ...(param === undefined ? {} : { param }) })
}

export function missingParameter(param: string): StripeRefusal {
  return new StripeRefusal(400, {
    code: 'parameter_missing',
    message: `Missing required param: ${param}.`,
    param,
  })
}
