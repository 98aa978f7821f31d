import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'
import type { EmulatorDefinition } from '#shared/emulator/emulator.ts'
import { DEMO_API_KEY } from './auth.ts'
import { settleDue } from './billing/due.ts'
import { API_VERSION } from './events/publish.ts'
import { STRIPE_WEBHOOKS } from './events/signature.ts'
import { randomText } from './ids.ts'
import { createRoutes } from './routes.ts'
import { seedState } from './seed/seed.ts'
import type { State } from './state.ts'

export interface StripeEmulatorOptions {
  /** What the account holds; the demo world unless given. */
  createWorld?: (now: Date) => DemoWorld
}

/** A stand-in for the part of Stripe's API v1 that billing needs: reads, writes, events, webhooks, the passing of time. */
export function createStripeEmulator({
  createWorld = createDemoWorld,
}: StripeEmulatorOptions = {}): EmulatorDefinition<State> {
  return {
    vendor: 'stripe',
    credentials: { apiKey: DEMO_API_KEY },
    createState: (now) => seedState(createWorld(now)),
    routes: createRoutes(),
    webhooks: STRIPE_WEBHOOKS,
    clockMoved: settleDue,
    notFound: ({ method, path }) => ({
      status: 404,
      body: {
        error: {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
        },
      },
    }),
    responseHeaders: (request) => ({
      'request-id': `req_${randomText(14)}`,
      'stripe-version': String(request.headers['stripe-version'] ?? API_VERSION),
      'cache-control': 'no-cache, no-store',
    }),
  }
}
