import type { Clock } from '#shared/clock.ts'
import type { BusinessUnit } from '#shared/connections/configuration.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk, ForeignRef, Link, NativeRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import { type EntityType, mintId, typeOfId } from '#shared/global-id.ts'
import { migrate } from '#shared/store/migrate.ts'
import type { Store } from '#shared/store/store.ts'
import { type BusinessUnitDirectory, openBusinessUnits } from './business-units.ts'
import { createCustomerDirectory, type CustomerDirectory } from './customers.ts'
import { createLinkStore, distinctRefs, type LinkStore } from './link-store.ts'
import { refKey } from './match-keys.ts'

/** The crosswalk on the store: what the domains ask, and what its own subgraph answers from. */
export interface StoredCrosswalk
  extends Crosswalk,
    Pick<LinkStore, 'findLinks' | 'allLinksOf' | 'forgetAll'> {
  readonly customers: CustomerDirectory
  readonly businessUnits: BusinessUnitDirectory
}

/** Both kinds of link lead to the record; a suspect one also says that a person has to look. */
const LEADING_STATES: readonly Link['state'][] = ['ACTIVE', 'SUSPECT']
/** Customers and products come from matching, never from a domain that happens to see a record first. */
const MATCHED_TYPES: readonly EntityType[] = ['Customer', 'Product']

/** Brings the tables up to date, gives every configured business unit its id, and opens the crosswalk. */
export async function openCrosswalk(options: {
  store: Store
  connections: ReadonlyMap<string, Connection>
  businessUnits: readonly BusinessUnit[]
  clock: Clock
}): Promise<StoredCrosswalk> {
  const { store, connections, businessUnits, clock } = options
  await migrate(store, { owner: 'crosswalk', folder: new URL('./migrations/', import.meta.url) })
  const links = createLinkStore(store, connections, clock)
  const customers = createCustomerDirectory(store)
  const crosswalk = createCrosswalk({ links, connections, customers, clock })
  return {
    ...crosswalk,
    findLinks: links.findLinks,
    allLinksOf: links.allLinksOf,
    forgetAll: links.forgetAll,
    customers,
    businessUnits: await openBusinessUnits(store, crosswalk, businessUnits, clock),
  }
}

interface Parts {
  links: LinkStore
  connections: ReadonlyMap<string, Connection>
  customers: Pick<CustomerDirectory, 'getCustomers'>
  clock: Clock
}

function createCrosswalk(parts: Parts): Crosswalk {
  const { links, connections } = parts
  return {
    ensureIds: (type, refs) => ensureIds(parts, type, refs),
    findIds: async (type, refs) => (await links.findLinks(type, refs)).map((link) => link?.id),
    findForeignIds: (type, refs) => findForeignIds(parts, type, refs),
    async linksOf(ids, domain, how) {
      if (how?.isFresh) links.forgetIds(ids)
      const all = await links.allLinksOf(ids)
      return all.map((found) =>
        found.filter((link) => link.domain === domain && LEADING_STATES.includes(link.state)),
      )
    },
    async businessUnitsOf(customerIds) {
      const rows = await parts.customers.getCustomers(customerIds)
      return rows.map((row) => row?.businessUnitKey ?? undefined)
    },
    noteOwners: links.noteOwners,
    addLinks: async (added) =>
      links.addLinks(
        added.map(({ id, ref, method }) => {
          const type = typeOfId(id)
          if (type === undefined) throw new WeftError('INVALID_ID', 'not the id of anything')
          assertConfigured(connections, ref.connectionId)
          return { ...ref, type, id, method, url: undefined }
        }),
      ),
  }
}

async function ensureIds(parts: Parts, type: EntityType, refs: readonly NativeRef[]): Promise<string[]> {
  const { links, connections, clock } = parts
  if (MATCHED_TYPES.includes(type)) throw new WeftError('INTERNAL', `a ${type} is minted by matching only`)
  for (const { connectionId } of refs) assertConfigured(connections, connectionId)
  const known = await links.findLinks(type, refs)
  const missing = distinctRefs(refs.filter((_, index) => known[index] === undefined))
  if (missing.length > 0) {
    const now = clock.now()
    const method = 'DETERMINISTIC_MATCH' as const
    await links.addLinks(
      missing.map((ref) => ({ ...ref, type, id: mintId(type, now), method, url: undefined })),
    )
  }
  // Whoever lost a race reads here what the other one minted.
  const all = missing.length > 0 ? await links.findLinks(type, refs) : known
  return all.map((link) => {
    if (!link) throw new WeftError('INTERNAL', `a ${type} has no id after it was minted`)
    return link.id
  })
}

async function findForeignIds(
  parts: Parts,
  type: EntityType,
  refs: readonly ForeignRef[],
): Promise<(string | undefined)[]> {
  const candidates = refs.map((ref) => nativesOf(ref, parts.connections))
  const found = await parts.links.findLinks(type, candidates.flat())
  const ids = new Map(found.flatMap((link) => (link ? [[refKey(link), link.id] as const] : [])))
  const certain = MATCHED_TYPES.includes(type) ? [] : candidates.filter(({ length }) => length === 1).flat()
  const unseen = certain.filter((ref) => !ids.has(refKey(ref)))
  const minted = unseen.length > 0 ? await ensureIds(parts, type, unseen) : []
  for (const [index, ref] of unseen.entries()) ids.set(refKey(ref), minted[index] ?? '')
  return candidates.map((natives) => {
    const known = new Set(natives.flatMap((ref) => ids.get(refKey(ref)) ?? []))
    // Two accounts at vendors of one domain that both have this record: the name does not say which.
    const [only] = known
    return known.size === 1 ? only : undefined
  })
}

/** The native records that a name may mean: one in each connection of the domain. */
function nativesOf(
  { domain, objectType, nativeId }: ForeignRef,
  connections: ReadonlyMap<string, Connection>,
): NativeRef[] {
  return [...connections.values()]
    .filter((connection) => connection.domain === domain)
    .map(({ id }) => ({ connectionId: id, objectType, nativeId }))
}

function assertConfigured(connections: ReadonlyMap<string, Connection>, connectionId: string): void {
  if (!connections.has(connectionId))
    throw new WeftError('NOT_CONFIGURED', `there is no connection ${connectionId}`)
}
