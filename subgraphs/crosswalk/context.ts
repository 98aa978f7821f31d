import type { Connection } from '#shared/connections/connection.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import type { Caller, RequestContext } from '#shared/subgraph/context.ts'
import type { StoredCrosswalk } from './crosswalk.ts'
import { createLoaders, type Loaders } from './loaders.ts'
import type { SystemOfRecord } from './system-of-record.ts'

/** What is known of a system; without its provider only that nothing is known against it. */
export type SystemState = Pick<SystemHealth, 'circuit'> & Partial<SystemHealth>

/** What lives as long as the subgraph. */
export interface Surroundings {
  crosswalk: StoredCrosswalk
  connections: ReadonlyMap<string, Connection>
  systemOfRecord: SystemOfRecord
  systemState(connectionId: string): SystemState
  /** Whether there is such a run or exception that the caller may see: no system has a record of it. */
  hasProcessNode(type: 'ProcessRun' | 'ExceptionItem', id: string, caller: Caller): Promise<boolean>
}

/** What the resolvers of one operation share. */
export interface Context extends Surroundings {
  request: RequestContext
  loaders: Loaders
}

export function createContext(surroundings: Surroundings, request: RequestContext): Context {
  return { ...surroundings, request, loaders: createLoaders(surroundings.crosswalk, request.caller) }
}
