import type { Crosswalk } from '#shared/crosswalk.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { type CanonicalIds, createCanonicalIds } from './canonical-ids.ts'
import { createLoaders, type Loaders } from './loaders.ts'
import type { ErpProvider } from './provider.ts'
import { createReads, type Reads } from './reads.ts'

/** What the resolvers of one operation share. */
export interface Context {
  request: RequestContext
  ids: CanonicalIds
  loaders: Loaders
  reads: Reads
}

export function createContext(
  { providers, crosswalk }: { providers: readonly ErpProvider[]; crosswalk: Crosswalk },
  request: RequestContext,
): Context {
  const ids = createCanonicalIds(crosswalk)
  const reads = createReads()
  return { request, ids, reads, loaders: createLoaders({ providers, ids, reads, request }) }
}
