import type { Connection } from '#shared/connections/connection.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Context, Surroundings } from './context.ts'
import { eventTypes } from './resolvers/event-types.ts'
import { Subscription } from './resolvers/Subscription.ts'

/** The subgraph of everything that is pushed: one field for each type of event. */
export function createEventsSubgraph(
  surroundings: Surroundings,
  connections: ReadonlyMap<string, Connection>,
): Subgraph<Context> {
  return createSubgraph({
    name: 'events',
    schemaFile: new URL('./schema.graphql', import.meta.url),
    resolvers: { ...eventTypes, Subscription },
    connections,
    createContext: (request) => ({ ...surroundings, request }),
  })
}
