import { OperationTypeNode } from 'graphql'
import type { ExecutionOptions } from '../execution.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import type { Planner } from '../planning/plan-operation.ts'
import { compileEventFetch } from '../subscriptions/event-fetch.ts'
import { compileLocalSource } from '../subscriptions/local-source.ts'
import { compileRemoteSource, type RemoteSubgraph } from '../subscriptions/remote-source.ts'
import type { OpenSource } from '../subscriptions/source.ts'
import type { CompiledFetch } from './fetch.ts'
import { compileHttpFetch } from './http-fetch.ts'
import { createInFlight } from './in-flight.ts'
import { compileLocalFetch } from './local-fetch.ts'
import {
  createSubgraphClient,
  DEFAULT_CLIENT_OPTIONS,
  type SubgraphClient,
  type SubgraphClientOptions,
} from './subgraph-client.ts'

/** How the subgraphs of one supergraph are reached. */
export interface Reach {
  /** `isAlone`: the step is its operation's only one for its subgraph. */
  fetchOf(step: FetchStep, isAlone: boolean): CompiledFetch
  /** How the primary of a subscription is opened. */
  sourceOf(primary: FetchStep): OpenSource
  /** Whether a subgraph learns who its caller is: one that is elsewhere, and gets headers that may say so. */
  isPersonal(subgraph: string): boolean
  close(): Promise<void>
}

export interface ReachOptions extends Pick<ExecutionOptions, 'locations' | 'subgraphHeaders'> {
  http?: Partial<SubgraphClientOptions> | undefined
}

/** Creates one client per subgraph over HTTP; those of this process need none. */
export function createReach(
  { locations, http, subgraphHeaders }: ReachOptions,
  { supergraphSchema, facts }: Planner,
): Reach {
  const inFlight = createInFlight()
  const clients = new Map<string, SubgraphClient>()
  const clientOf = (subgraph: string, url: string): SubgraphClient => {
    const client = clients.get(subgraph) ?? createSubgraphClient(url, { ...DEFAULT_CLIENT_OPTIONS, ...http })
    clients.set(subgraph, client)
    return client
  }
  const urlOf = (subgraph: string, given: string | undefined): string => {
    const url = given ?? facts.urls.get(subgraph)
    if (!url) throw new TypeError(`the supergraph has no URL for ${subgraph}`)
    return url
  }
  const remotes = new Map<string, RemoteSubgraph>()
  const remoteOf = (subgraph: string, url: string): RemoteSubgraph => {
    const remote = remotes.get(subgraph) ?? { url, hasNoSocket: false }
    remotes.set(subgraph, remote)
    return remote
  }
  return {
    isPersonal: (subgraph) => subgraphHeaders !== undefined && locations.get(subgraph)?.kind !== 'local',
    sourceOf(primary) {
      const location = locations.get(primary.subgraph)
      if (location?.kind === 'local') return compileLocalSource(primary, location.subgraph)
      const remote = remoteOf(primary.subgraph, urlOf(primary.subgraph, location?.url))
      return compileRemoteSource(primary, remote, subgraphHeaders)
    },
    fetchOf(step, isAlone) {
      const location = locations.get(step.subgraph)
      if (location?.kind === 'local') return compileLocalFetch(step, location.subgraph, supergraphSchema)
      const url = urlOf(step.subgraph, location?.url)
      if (step.operation.operation === OperationTypeNode.SUBSCRIPTION)
        return compileEventFetch(step, supergraphSchema)
      const client = clientOf(step.subgraph, url)
      const headers = subgraphHeaders
      return compileHttpFetch(step, { supergraphSchema, client, inFlight, headers, isAlone })
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()))
    },
  }
}
