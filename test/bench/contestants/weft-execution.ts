import type { Execution, SubgraphLocation } from '../../../gateway/execution/execution.ts'
import { createPlannedExecution } from '../../../gateway/execution/planned.ts'
import { createSubgraphs, supergraphAt, supergraphSdl } from '../world/supergraph.ts'
import { subgraphsUrl } from './contestant.ts'

/** Weft's own execution over the bench's subgraphs, in this process or over HTTP. */
export function createWeftExecution(): Execution {
  if (subgraphsUrl)
    return createPlannedExecution({ supergraphSdl: supergraphAt(subgraphsUrl), locations: new Map() })
  const locations = new Map<string, SubgraphLocation>(
    createSubgraphs().map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
  )
  return createPlannedExecution({ supergraphSdl, locations })
}
