import type { EntityCache } from '../cache/cache.ts'
import { createEntityCache } from '../cache/entity-cache.ts'
import type { Connection } from '../connections/connection.ts'
import type { Crosswalk } from '../crosswalk.ts'
import { type CanonicalIds, createCanonicalIds } from './canonical-ids.ts'
import type { RequestContext } from './context.ts'
import { createLoaderFactories, type LoaderFactories } from './loader-factories.ts'
import { createLoadedRecords, type LoadedRecords } from './loaded-records.ts'

/** What a domain's resolvers have at hand; made anew for each operation and shared by all fetches of it. */
export interface DomainContext<Loaders> {
  request: RequestContext
  /** The crosswalk. */
  ids: CanonicalIds
  /** The domain's systems. */
  loaders: Loaders
  /** What this operation has read from them. */
  loadedRecords: LoadedRecords
  /** To be called after a write: what follows in this operation does not see what was read before. */
  readAnew(): void
}

/** What a domain becomes a subgraph of. */
export interface DomainOptions<Provider> {
  providers: readonly Provider[]
  crosswalk: Crosswalk
  /** Every configured connection by id, of all domains. */
  connections: ReadonlyMap<string, Connection>
  /** What its systems answered before; absent: operations share calls under way, and nothing else. */
  cache?: EntityCache
}

/** Makes the context of each operation of a domain. */
export function createDomainContexts<Provider extends { readonly connection: Connection }, Loaders>(
  { providers, crosswalk, cache = createEntityCache() }: DomainOptions<Provider>,
  createLoaders: (factories: LoaderFactories<Provider>, request: RequestContext) => Loaders,
): (request: RequestContext) => DomainContext<Loaders> {
  return (request) => {
    const { receivedAt } = request
    const { usableSince } = cache.freshnessOf(request)
    const newLoaders = () => createLoaders(createLoaderFactories(providers, { request, cache }), request)
    const context: DomainContext<Loaders> = {
      request,
      ids: createCanonicalIds(crosswalk, request.caller),
      loaders: newLoaders(),
      loadedRecords: createLoadedRecords({ receivedAt, usableSince }),
      readAnew() {
        context.loaders = newLoaders()
        context.loadedRecords = createLoadedRecords({ receivedAt, usableSince })
      },
    }
    return context
  }
}
