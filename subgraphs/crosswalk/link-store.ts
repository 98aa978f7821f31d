import type { Clock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Link, NativeRef, Owner, OwnerNote } from '#shared/crosswalk.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { Store } from '#shared/store/store.ts'
import { createLinkCache } from './link-cache.ts'
import {
  insertLinks,
  type LinkRow,
  type NewLink,
  type OwnedLinkRow,
  selectLinksById,
  selectLinksByRef,
} from './link-rows.ts'
import { refKey } from './match-keys.ts'
import { createOwnerNotes } from './owner-notes.ts'

/** A link with the address where a person finds the record. */
export interface StoredLink extends Link {
  url: string | undefined
}

/** The links of configured connections, read through a bounded memory. Answers stand in the order asked. */
export interface LinkStore {
  findLinks(type: EntityType, refs: readonly NativeRef[]): Promise<(StoredLink | undefined)[]>
  /** Every link of each id with its owner, oldest first; a merged id answers the survivor's. */
  allLinksOf(ids: readonly string[]): Promise<StoredLink[][]>
  /** Native records that have a link keep it. */
  addLinks(links: readonly NewLink[]): Promise<void>
  noteOwners(notes: readonly OwnerNote[]): void
  /** The links of these ids are read anew when they are next asked for. */
  forgetIds(ids: readonly string[]): void
  forgetAll(): void
}

const CACHE = { maxEntries: 50_000, maxAgeMs: 30_000 }

export function createLinkStore(
  store: Store,
  connections: ReadonlyMap<string, Connection>,
  clock: Clock,
): LinkStore {
  const byRef = createLinkCache<StoredLink>({ ...CACHE, clock })
  const byId = createLinkCache<StoredLink[]>({ ...CACHE, clock })
  const owners = createOwnerNotes(store, { ...CACHE, clock })
  const cacheKey = (type: EntityType, ref: NativeRef): string => `${type}\n${refKey(ref)}`
  const toLinks = (rows: readonly LinkRow[]): StoredLink[] =>
    rows.flatMap((row) => {
      const { ownerSeenAt: seenAt } = row
      if (seenAt) owners.learn(row, { customer: ownerRefOf(row), seenAt })
      return toLink(row, connections)
    })
  const toOwnedLinks = (rows: readonly OwnedLinkRow[]): StoredLink[] =>
    rows.flatMap((row) => toLinks([row]).map((link) => ({ ...link, ...ownerOf(row) })))

  const remember = (type: EntityType, rows: readonly LinkRow[]): StoredLink[] => {
    const links = toLinks(rows)
    for (const link of links) byRef.set(cacheKey(type, link), link)
    return links
  }

  return {
    async findLinks(type, refs) {
      const found = new Map(refs.map((ref) => [refKey(ref), byRef.get(cacheKey(type, ref))]))
      const unknown = refs.filter((ref) => found.get(refKey(ref)) === undefined)
      if (unknown.length > 0)
        for (const link of remember(type, await selectLinksByRef(store, type, distinctRefs(unknown))))
          found.set(refKey(link), link)
      return refs.map((ref) => found.get(refKey(ref)))
    },

    async allLinksOf(ids) {
      const found = new Map(ids.map((id) => [id, byId.get(id)]))
      const unknown = [...found].filter(([, links]) => links === undefined).map(([id]) => id)
      await owners.written(unknown)
      const rows = unknown.length > 0 ? await selectLinksById(store, unknown) : []
      for (const [id, some] of Map.groupBy(rows, ({ asked }) => asked)) {
        const links = toOwnedLinks(some)
        found.set(id, links)
        byId.set(id, links)
      }
      return ids.map((id) => found.get(id) ?? [])
    },

    async addLinks(links) {
      const added = await insertLinks(store, links, clock.now())
      for (const [type, rows] of Map.groupBy(added, (row) => row.type)) remember(type, rows)
      for (const { id } of links) byId.forget(id)
    },

    noteOwners(notes) {
      for (const id of owners.note(notes)) byId.forget(id)
    },

    forgetIds(ids) {
      for (const id of ids) byId.forget(id)
    },

    forgetAll() {
      byRef.forgetAll()
      byId.forgetAll()
    },
  }
}

/** None for a connection that is no longer configured: it cannot be asked. The row stays for the day it comes back. */
function toLink(row: LinkRow, connections: ReadonlyMap<string, Connection>): StoredLink[] {
  const domain = connections.get(row.connectionId)?.domain
  if (domain === undefined) return []
  const { connectionId, objectType, nativeId, id, state, method, linkedAt, url } = row
  return [{ connectionId, objectType, nativeId, id, domain, state, method, linkedAt, url: url ?? undefined }]
}

/** Null columns: the record said that it is nobody's. */
function ownerRefOf({ ownerConnectionId, ownerObjectType, ownerNativeId }: LinkRow): NativeRef | undefined {
  if (ownerConnectionId === null || ownerObjectType === null || ownerNativeId === null) return undefined
  return { connectionId: ownerConnectionId, objectType: ownerObjectType, nativeId: ownerNativeId }
}

/** Nothing, where nobody has read the record yet. A customer's own records are its own. */
function ownerOf({ type, id, ownerSeenAt, ...row }: OwnedLinkRow): { owner?: Owner } {
  const businessUnitKey = row.ownerUnitKey ?? undefined
  if (type === 'Customer') return { owner: { customerId: id, businessUnitKey } }
  if (ownerSeenAt === null) return {}
  return { owner: { customerId: row.ownerId ?? undefined, businessUnitKey } }
}

/** Each native record once, in the order of first mention. */
export function distinctRefs(refs: readonly NativeRef[]): NativeRef[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()]
}
