import type { EmulatorRequest } from '#shared/emulator/emulator.ts'
import { StripeRefusal } from './errors.ts'

/** A constant of the demo: it opens nothing but this emulator. */
export const DEMO_API_KEY = 'sk_test_demo_northwind'

/** Bearer, or Basic with the key as user name. https://docs.stripe.com/api/authentication (read 2026-11-22) */
export function authenticate({ headers }: EmulatorRequest): void {
  const key = keyOf(headers.authorization)
  if (key === undefined) {
    throw refusal(
      'You did not provide an API key. You need to provide your API key in the Authorization header, ' +
        "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). " +
        'See https://stripe.com/docs/api#authentication for details.',
    )
  }
  if (key !== DEMO_API_KEY) throw refusal(`Invalid API Key provided: ${mask(key)}`)
}

function keyOf(authorization: string | undefined): string | undefined {
  const [scheme, value] = authorization?.split(' ', 2) ?? []
  if (scheme === 'Bearer') return value || undefined
  if (scheme !== 'Basic' || !value) return undefined
  return Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0] || undefined
}

function refusal(message: string): StripeRefusal {
  const refused = new StripeRefusal(401, { message })
  refused.response.headers = { 'www-authenticate': 'Basic realm="Stripe"' }
  return refused
}

const mask = (key: string): string =>
  key.length > 12 ? key.slice(0, 8) + '*'.repeat(key.length - 12) + key.slice(-4) : '*'.repeat(key.length)
