import type { EmulatorResponse } from '#shared/emulator/emulator.ts'

interface StripeError {
  message: string
  type?: string
  code?: string
  param?: string
  [field: string]: unknown
}

/** A refusal with the body that Stripe has for it. https://docs.stripe.com/api/errors (read 2026-11-22) */
export class StripeRefusal extends Error {
  readonly response: EmulatorResponse
  /** Whether the endpoint had begun: such an answer is kept under its idempotency key, one to bad parameters is not. */
  readonly hasBegun: boolean
  /** Whether what was written stays: a declined payment is recorded. */
  readonly keepsChanges: boolean

  constructor(
    status: number,
    error: StripeError,
    { hasBegun = false, keepsChanges = false }: { hasBegun?: boolean; keepsChanges?: boolean } = {},
  ) {
    super(error.message)
    this.hasBegun = hasBegun
    this.keepsChanges = keepsChanges
    this.response = { status, body: { error: { type: 'invalid_request_error', ...docUrl(error), ...error } } }
  }
}

const docUrl = ({ code }: StripeError) =>
  code ? { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` } : {}

const NOUNS: Readonly<Record<string, string>> = {
  payment_intents: 'payment_intent',
  features: 'entitlement feature',
  active_entitlements: 'active entitlement',
  invoice_items: 'invoiceitem',
  payment_methods: 'PaymentMethod',
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

export function invalid(message: string, param?: string, code?: string): StripeRefusal {
  return new StripeRefusal(400, {
    message,
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  })
}

export function missingParameter(param: string): StripeRefusal {
  return new StripeRefusal(400, {
    code: 'parameter_missing',
    message: `Missing required param: ${param}.`,
    param,
  })
}

/** A parameter that must be there. */
export function required<Value>(value: Value | undefined | null, name: string): Value {
  if (value === undefined || value === null) throw missingParameter(name)
  return value
}

export function emptyParameter(param: string): StripeRefusal {
  return new StripeRefusal(400, {
    code: 'parameter_invalid_empty',
    message: `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    param,
  })
}

/** What the parameters allow and the record's state does not. */
export function stateConflict(message: string, code?: string): StripeRefusal {
  return new StripeRefusal(400, { message, ...(code === undefined ? {} : { code }) }, { hasBegun: true })
}

export function internalError(): StripeRefusal {
  return new StripeRefusal(
    500,
    { type: 'api_error', message: 'An error occurred internally with Stripe. We have been notified of it.' },
    { hasBegun: true },
  )
}
