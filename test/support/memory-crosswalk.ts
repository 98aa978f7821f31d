import type { Connection, SystemDomain } from '#shared/connections/connection.ts'
import type { Crosswalk, ForeignRef, Link, NativeRef } from '#shared/crosswalk.ts'
import { type EntityType, mintId, typeOfId } from '#shared/global-id.ts'

/** A crosswalk without a database, for tests of one domain: the same rules, kept in memory. */
export function createMemoryCrosswalk(connections: readonly Connection[]): Crosswalk {
  const links = new Map<string, Link>()
  const keyOf = (type: EntityType, ref: NativeRef): string =>
    [type, ref.connectionId, ref.objectType, ref.nativeId].join('\n')
  const domainOf = (connectionId: string): SystemDomain => {
    const connection = connections.find(({ id }) => id === connectionId)
    if (!connection) throw new Error(`no connection ${connectionId}`)
    return connection.domain
  }
  const link = (type: EntityType, id: string, ref: NativeRef, method: Link['method']): string => {
    const key = keyOf(type, ref)
    const known = links.get(key)
    if (known) return known.id
    links.set(key, {
      ...ref,
      id,
      domain: domainOf(ref.connectionId),
      state: 'ACTIVE',
      method,
      linkedAt: new Date(),
    })
    return id
  }
  const toNative = ({ domain, objectType, nativeId }: ForeignRef): NativeRef[] =>
    connections
      .filter((connection) => connection.domain === domain)
      .map(({ id }) => ({ connectionId: id, objectType, nativeId }))

  return {
    ensureIds: async (type, refs) =>
      refs.map((ref) => link(type, mintId(type, new Date()), ref, 'DETERMINISTIC_MATCH')),
    findIds: async (type, refs) => refs.map((ref) => links.get(keyOf(type, ref))?.id),
    async findForeignIds(type, refs) {
      return refs.map((ref) => {
        const candidates = toNative(ref)
        const known = candidates
          .map((native) => links.get(keyOf(type, native))?.id)
          .find((id) => id !== undefined)
        const [only] = candidates
        if (known || type === 'Customer' || type === 'Product' || !only || candidates.length > 1) return known
        return link(type, mintId(type, new Date()), only, 'DETERMINISTIC_MATCH')
      })
    },
    linksOf: async (ids, domain) =>
      ids.map((id) => [...links.values()].filter((entry) => entry.id === id && entry.domain === domain)),
    // Nobody is kept from anything by what is only remembered.
    noteOwners: () => {},
    businessUnitsOf: async (customerIds) => customerIds.map(() => undefined),
    async addLinks(added) {
      for (const { id, ref, method } of added) {
        const type = typeOfId(id)
        if (type) link(type, id, ref, method)
      }
    },
  }
}
