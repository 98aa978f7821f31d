import type { Clock } from '#shared/clock.ts'
import type { BusinessUnit } from '#shared/connections/configuration.ts'
import type { Connection, SystemDomain } from '#shared/connections/connection.ts'
import type { Crosswalk, Link, NativeRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import { type EntityType, mintId, typeOfId } from '#shared/global-id.ts'
import { migrate } from '#shared/store/migrate.ts'
import type { Store } from '#shared/store/store.ts'
import { type BusinessUnitDirectory, openBusinessUnits } from './business-units.ts'
import { createCustomerDirectory, type CustomerDirectory } from './customers.ts'
import { createLinkCache } from './link-cache.ts'
import { insertLinks, type LinkRow, selectLinksById, selectLinksByRef } from './link-rows.ts'
import { refKey } from './match-keys.ts'

/** A link with the address where a person finds the record. */
export interface StoredLink extends Link {
  url: string | undefined
}

/** The crosswalk on the store: what the domains ask, and what its own subgraph answers from. */
export interface StoredCrosswalk extends Crosswalk {
  /** Every link of each id that leads to a configured connection, oldest first. */
  allLinksOf(ids: readonly string[]): Promise<StoredLink[][]>
  /** The links of native records, undefined where there is none. */
  findLinks(type: EntityType, refs: readonly NativeRef[]): Promise<(StoredLink | undefined)[]>
  /** Forgets what it remembers of the store: after matching has rewritten links. */
  forgetAll(): void
  readonly customers: CustomerDirectory
  readonly businessUnits: BusinessUnitDirectory
}

/** Both kinds of link lead to the record; a suspect one also says that a person has to look. */
const LEADING_STATES: readonly Link['state'][] = ['ACTIVE', 'SUSPECT']
/** Customers and products come from matching, never from a domain that happens to see a record first. */
const MATCHED_TYPES: readonly EntityType[] = ['Customer', 'Product']
const CACHE = { maxEntries: 50_000, maxAgeMs: 30_000 }

/** Brings the tables up to date, gives every configured business unit its id, and opens the crosswalk. */
export async function openCrosswalk(options: {
  store: Store
  connections: ReadonlyMap<string, Connection>
  businessUnits: readonly BusinessUnit[]
  clock: Clock
}): Promise<StoredCrosswalk> {
  const { store, clock } = options
  await migrate(store, { owner: 'crosswalk', folder: new URL('./migrations/', import.meta.url) })
  const crosswalk = createLinks(options)
  return {
    ...crosswalk,
    customers: createCustomerDirectory(store),
    businessUnits: await openBusinessUnits(store, crosswalk, options.businessUnits, clock),
  }
}

type Links = Omit<StoredCrosswalk, 'customers' | 'businessUnits'>

function createLinks({
  store,
  connections,
  clock,
}: {
  store: Store
  connections: ReadonlyMap<string, Connection>
  clock: Clock
}): Links {
  const byRef = createLinkCache<StoredLink>({ ...CACHE, clock })
  const byId = createLinkCache<StoredLink[]>({ ...CACHE, clock })

  const toLink = ({ type: _type, ...row }: LinkRow): StoredLink[] => {
    const domain = connections.get(row.connectionId)?.domain
    // A connection that is no longer configured cannot be asked; its links stay for the day it comes back.
    return domain === undefined ? [] : [{ ...row, domain, url: row.url ?? undefined }]
  }
  const cacheKey = (type: EntityType, ref: NativeRef): string => `${type}\n${refKey(ref)}`

  const remember = (type: EntityType, rows: readonly LinkRow[]): void => {
    for (const link of rows.flatMap(toLink)) byRef.set(cacheKey(type, link), link)
  }

  async function findLinks(
    type: EntityType,
    refs: readonly NativeRef[],
  ): Promise<(StoredLink | undefined)[]> {
    const found = new Map(refs.map((ref) => [refKey(ref), byRef.get(cacheKey(type, ref))]))
    const unknown = refs.filter((ref) => found.get(refKey(ref)) === undefined)
    if (unknown.length > 0) {
      const rows = await selectLinksByRef(store, type, distinct(unknown))
      remember(type, rows)
      for (const link of rows.flatMap(toLink)) found.set(refKey(link), link)
    }
    return refs.map((ref) => found.get(refKey(ref)))
  }

  async function mint(type: EntityType, refs: readonly NativeRef[]): Promise<void> {
    const now = clock.now()
    const links = refs.map((ref) => ({
      ...ref,
      type,
      id: mintId(type, now),
      method: 'DETERMINISTIC_MATCH' as const,
      url: undefined,
    }))
    remember(type, await insertLinks(store, links, now))
  }

  async function ensureIds(type: EntityType, refs: readonly NativeRef[]): Promise<string[]> {
    if (MATCHED_TYPES.includes(type)) throw new WeftError('INTERNAL', `a ${type} is minted by matching only`)
    for (const { connectionId } of refs) assertConfigured(connections, connectionId)
    const known = await findLinks(type, refs)
    const missing = distinct(refs.filter((_, index) => known[index] === undefined))
    if (missing.length === 0) return known.flatMap((link) => link?.id ?? [])
    await mint(type, missing)
    // Whoever lost a race reads here what the other one minted.
    const links = await findLinks(type, refs)
    return links.map((link) => {
      if (!link) throw new WeftError('INTERNAL', `a ${type} has no id after it was minted`)
      return link.id
    })
  }

  async function allLinksOf(ids: readonly string[]): Promise<StoredLink[][]> {
    const found = new Map(ids.map((id) => [id, byId.get(id)]))
    const unknown = [...found].filter(([, links]) => links === undefined).map(([id]) => id)
    if (unknown.length > 0) {
      const rows = Map.groupBy(await selectLinksById(store, unknown), ({ asked }) => asked)
      for (const id of unknown) {
        const links = (rows.get(id) ?? []).flatMap(({ asked: _asked, ...row }) => toLink(row))
        found.set(id, links)
        if (links.length > 0) byId.set(id, links)
      }
    }
    return ids.map((id) => found.get(id) ?? [])
  }

  return {
    ensureIds,
    findLinks,
    allLinksOf,
    findIds: async (type, refs) => (await findLinks(type, refs)).map((link) => link?.id),

    async findForeignIds(type, refs) {
      const candidates = refs.map(({ domain, objectType, nativeId }) =>
        connectionsOf(connections, domain).map((connectionId) => ({ connectionId, objectType, nativeId })),
      )
      const links = await findLinks(type, candidates.flat())
      const idOf = new Map(links.flatMap((link) => (link ? [[refKey(link), link.id] as const] : [])))
      const minted = candidates.flatMap((natives) =>
        natives.length === 1 && !MATCHED_TYPES.includes(type) && !natives.some((ref) => idOf.has(refKey(ref)))
          ? natives
          : [],
      )
      const ids = await ensureMissing(type, minted)
      return candidates.map((natives) => {
        const known = new Set(natives.flatMap((ref) => idOf.get(refKey(ref)) ?? ids.get(refKey(ref)) ?? []))
        // Two accounts at vendors of one domain that both have this record: the name does not say which.
        const [only] = known
        return known.size === 1 ? only : undefined
      })
    },

    async linksOf(ids, domain) {
      const links = await allLinksOf(ids)
      return links.map((found) =>
        found
          .filter((link) => link.domain === domain && LEADING_STATES.includes(link.state))
          .map(({ url: _url, ...link }) => link),
      )
    },

    async addLinks(added) {
      const rows = added.map(({ id, ref, method }) => {
        const type = typeOfId(id)
        if (type === undefined) throw new WeftError('INVALID_ID', 'not the id of anything')
        assertConfigured(connections, ref.connectionId)
        return { type, ...ref, id, method, url: undefined }
      })
      await store.transaction((transaction) => insertLinks(transaction, rows, clock.now()))
      for (const { id } of added) byId.forget(id)
    },

    forgetAll() {
      byRef.forgetAll()
      byId.forgetAll()
    },
  }

  async function ensureMissing(type: EntityType, refs: readonly NativeRef[]): Promise<Map<string, string>> {
    if (refs.length === 0) return new Map()
    const ids = await ensureIds(type, refs)
    return new Map(refs.map((ref, index) => [refKey(ref), ids[index] ?? '']))
  }
}

function connectionsOf(connections: ReadonlyMap<string, Connection>, domain: SystemDomain): string[] {
  return [...connections.values()].filter((connection) => connection.domain === domain).map(({ id }) => id)
}

function assertConfigured(connections: ReadonlyMap<string, Connection>, connectionId: string): void {
  if (!connections.has(connectionId))
    throw new WeftError('NOT_CONFIGURED', `there is no connection ${connectionId}`)
}

function distinct(refs: readonly NativeRef[]): NativeRef[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()]
}
