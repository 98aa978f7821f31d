import { randomBytes } from 'node:crypto'
import { BUSINESS_UNITS, LEGAL_ENTITIES } from '#demo-world/catalogue.ts'
import { netSuiteId } from '#demo-world/native-ids.ts'
import type { Configuration } from '#shared/connections/configuration.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { EmulatorAddress } from './emulators.ts'

/** What Weft joins when nobody configures anything: one simulated connection per emulator. */
export function createDemoConfiguration(emulators: readonly EmulatorAddress[]): Configuration {
  return {
    connections: emulators.map(({ vendor, domain, baseUrl, credentials }) => ({
      id: `${domain.toLowerCase()}-${vendor}`,
      name: `${vendor} of the demo world`,
      vendor,
      domain: domain as SystemDomain,
      environment: 'SIMULATED',
      baseUrl,
      // Whoever starts the stand-ins tells them the same secret; a restart makes another.
      credentials: { ...credentials, webhookSecret: `whsec_${randomBytes(24).toString('hex')}` },
      fields: {},
      timeoutMs: 10_000,
    })),
    businessUnits: BUSINESS_UNITS.map((unit) => ({ ...unit, legalEntities: legalEntitiesOf(unit.key) })),
  }
}

const legalEntitiesOf = (unitKey: string) =>
  LEGAL_ENTITIES.filter(({ businessUnitKey }) => businessUnitKey === unitKey).map(({ key }) => ({
    connectionId: 'erp-netsuite',
    objectType: 'subsidiary',
    nativeId: netSuiteId('subsidiary', key),
  }))
