import type { Clock } from '#shared/clock.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { Identity, IdentitySource } from '#shared/crosswalk.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { applyMatches } from './apply-matches.ts'
import type { StoredCrosswalk } from './crosswalk.ts'
import { matchIdentities } from './match.ts'
import { refKey } from './match-keys.ts'
import { readCandidates, upsertIdentities } from './scans.ts'

/** The types of which several systems have records. */
export const MATCHED_TYPES = ['Customer', 'Product'] as const

export interface MatchingOptions {
  store: Store
  crosswalk: Pick<StoredCrosswalk, 'findIds' | 'forgetAll'>
  sources: readonly IdentitySource[]
  clock: Clock
  logger: Logger
}

/** Links what has been read of the systems' records. */
export interface Matching {
  match(types?: readonly Identity['type'][]): Promise<void>
  /**
   * Matches customers whose records were read one by one, beside any scan: those that are nobody's yet get an id. What is
   * known already costs a look.
   */
  learn(customers: readonly Identity[]): Promise<void>
}

export function createMatching({ store, crosswalk, sources, clock, logger }: MatchingOptions): Matching {
  const domains = new Map<string, SystemDomain>(
    sources.map(({ connectionId, domain }) => [connectionId, domain]),
  )
  const domainOf = (connectionId: string): SystemDomain | undefined => domains.get(connectionId)

  async function match(types: readonly Identity['type'][] = MATCHED_TYPES): Promise<void> {
    for (const type of types) {
      const matches = matchIdentities(await readCandidates(store, type), domainOf)
      await applyMatches({ store, type, domainOf, now: clock.now() }, matches)
      const { clusters, ambiguities } = matches
      logger.info({ type, things: clusters.length, ambiguities: ambiguities.length }, 'records matched')
    }
    crosswalk.forgetAll()
  }

  return {
    match,
    async learn(customers) {
      const distinct = new Map(customers.map((identity) => [refKey(identity.ref), identity]))
      const changed = await upsertIdentities(store, 'Customer', [...distinct.values()])
      const ids = await crosswalk.findIds(
        'Customer',
        [...distinct.values()].map(({ ref }) => ref),
      )
      // A process that died between the two has left records that are known and nobody's.
      if (changed > 0 || ids.includes(undefined)) await match(['Customer'])
    },
  }
}
