import type { KeyObject } from 'node:crypto'
import type { EmulatorDefinition } from '#shared/emulator/emulator.ts'
import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'
import { answerToken, CREDENTIALS, revokeToken } from './auth.ts'
import { CONTROL_ROUTES } from './control.ts'
import { answerData } from './data.ts'
import { notFound } from './errors.ts'
import { createChangeLog } from './events/change-log.ts'
import { answerCometd } from './events/cometd.ts'
import { createOrg, type Org } from './org.ts'
import { seedOrg } from './seed.ts'
import { answerVersions } from './versions.ts'

export interface SalesforceEmulatorOptions {
  /** Public key that a signed JWT must match; without one the JWT bearer flow refuses every assertion. */
  certificate?: KeyObject
  /** What the org holds; the demo world unless given. */
  createWorld?: (now: Date) => DemoWorld
  /** Calls until 403 REQUEST_LIMIT_EXCEEDED. */
  apiLimit?: number
}

/**
 * A stand-in for one Salesforce org: token endpoint, SOQL, reads and writes of single and several records, composite
 * calls, change events over CometD.
 */
export function createSalesforceEmulator(options: SalesforceEmulatorOptions = {}): EmulatorDefinition<Org> {
  return {
    vendor: 'salesforce',
    credentials: CREDENTIALS,
    createState: (now) =>
      createOrg(seedOrg((options.createWorld ?? createDemoWorld)(now)), {
        now,
        apiLimit: options.apiLimit ?? 100_000,
        log: createChangeLog(),
      }),
    routes: [
      {
        method: 'POST',
        path: '/services/oauth2/token',
        answer: (request, emulator) => answerToken(request, emulator, options.certificate),
      },
      { method: 'POST', path: '/services/oauth2/revoke', answer: revokeToken },
      { method: 'GET', path: '/services/data', answer: answerVersions },
      { method: 'GET', path: '/services/data/', answer: answerVersions },
      ...['GET', 'POST', 'PATCH', 'DELETE'].map((method) => ({
        method,
        path: '/services/data/:version/*',
        answer: answerData,
      })),
      { method: 'POST', path: '/cometd/:version', answer: answerCometd },
      ...CONTROL_ROUTES,
    ],
    notFound: () => notFound().toResponse(),
  }
}
