import type { CustomerDesk } from '#shared/events/customers.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Store } from '#shared/store/store.ts'
import type { Follower } from './log/follower.ts'

/** What lives as long as the subgraph. */
export interface Surroundings {
  store: Store
  customers: CustomerDesk
  /** This node's reading of the log; begins when it is first asked for. */
  follower(): Promise<Follower>
}

/** What the resolvers of one operation share. */
export interface Context extends Surroundings {
  request: RequestContext
}
