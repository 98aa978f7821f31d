import { randomBytes } from 'node:crypto'
import { createDemoWorld } from '#demo-world/world.ts'
import type { EmulatorDefinition } from '#shared/emulator/emulator.ts'
import { DEMO_API_KEY } from './auth.ts'
import { createRoutes } from './routes.ts'
import { seedState } from './seed/seed.ts'
import type { State } from './state.ts'

const API_VERSION = '2026-10-28.endive'

/** A stand-in for the part of Stripe's API v1 that reading needs. */
export function createStripeEmulator(): EmulatorDefinition<State> {
  return {
    vendor: 'stripe',
    credentials: { apiKey: DEMO_API_KEY },
    createState: (now) => seedState(createDemoWorld(now)),
    routes: createRoutes(),
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
      'request-id': requestId(),
      'stripe-version': String(request.headers['stripe-version'] ?? API_VERSION),
      'cache-control': 'no-cache, no-store',
    }),
  }
}

const requestId = (): string =>
  `req_${randomBytes(12).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, 14)}`
