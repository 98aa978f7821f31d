import type { Crosswalk } from '#shared/crosswalk.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Loaders } from './loaders.ts'

/** What resolvers get; made anew for each operation. */
export interface Context {
  request: RequestContext
  crosswalk: Crosswalk
  loaders: Loaders
}
