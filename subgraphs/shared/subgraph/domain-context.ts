import type { Connection } from '../connections/connection.ts'
import type { Crosswalk } from '../crosswalk.ts'
import { type CanonicalIds, createCanonicalIds } from './canonical-ids.ts'
import type { RequestContext } from './context.ts'
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
}

/** What a domain becomes a subgraph of. */
export interface DomainOptions<Provider> {
  providers: readonly Provider[]
  crosswalk: Crosswalk
  /** Every configured connection by id, of all domains. */
  connections: ReadonlyMap<string, Connection>
}

export function createDomainContext<Loaders>({
  request,
  crosswalk,
  loaders,
}: {
  request: RequestContext
  crosswalk: Crosswalk
  loaders: Loaders
}): DomainContext<Loaders> {
  return { request, ids: createCanonicalIds(crosswalk), loaders, loadedRecords: createLoadedRecords() }
}
