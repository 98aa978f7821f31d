import type { RequestContext } from '#shared/subgraph/context.ts'
import type { LoadedRecords } from './loaded-records.ts'
import type { Loaders } from './loaders.ts'

/** What a resolver has at hand; made anew for each operation and shared by all fetches of it. */
export interface Context {
  request: RequestContext
  loaders: Loaders
  /** What this operation has read from the vendors, for provenance. */
  loadedRecords: LoadedRecords
}
