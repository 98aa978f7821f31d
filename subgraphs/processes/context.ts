import DataLoader from 'dataloader'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Engine } from './engine/engine.ts'
import { type AttemptRow, readAttempts } from './engine/attempt-rows.ts'
import { countAlike, type ExceptionRow, findOpenExceptions, readExceptions } from './engine/exception-rows.ts'
import { type Run, readRuns, readSteps, type StepRow } from './engine/run-rows.ts'
import { visibleTo } from './visibility.ts'

/** The business units as the graph knows them. */
export interface BusinessUnits {
  idOf(key: string): string | undefined
  keyOf(id: string): string | undefined
  regionOf(key: string): string | undefined
  keysOfRegions(regions: readonly string[]): readonly string[]
}

/** What lives as long as the subgraph. */
export interface Surroundings {
  engine: Engine
  units: BusinessUnits
  /** What a connection knows of its system without asking it; undefined where this process does not call it. */
  systemState(connectionId: string): SystemHealth | undefined
}

export interface Loaders {
  run: DataLoader<string, Run | undefined>
  /** The steps of a run's present generation, in order, its preparation first. */
  steps: DataLoader<Run, readonly StepRow[], string>
  /** Every attempt of a run, by its id. */
  attempts: DataLoader<string, readonly AttemptRow[]>
  exception: DataLoader<string, ExceptionRow | undefined>
  /** What is open about a run; the first error, where taking it back failed as well. */
  openException: DataLoader<string, ExceptionRow | undefined>
  /** How many open exceptions that the caller may see have a cause. */
  alike: DataLoader<string, number>
}

/** What the resolvers of one operation share. */
export interface Context extends Surroundings {
  request: RequestContext
  loaders: Loaders
}

export function createContext(surroundings: Surroundings, request: RequestContext): Context {
  const { store } = surroundings.engine
  return {
    ...surroundings,
    request,
    loaders: {
      // A mutation and what it answers are one operation: what was read before it is old.
      run: new DataLoader(async (ids) => inOrder(ids, await readRuns(store, ids), ({ id }) => id), {
        cache: false,
      }),
      steps: new DataLoader(async (runs: readonly Run[]) => stepsOf(runs, await readSteps(store, runs)), {
        cacheKeyFn: ({ id, generation, status }) => `${id}/${generation}/${status}`,
      }),
      attempts: new DataLoader(
        async (ids) => {
          const byRun = Map.groupBy(await readAttempts(store, ids), ({ runId }) => runId)
          return ids.map((id) => byRun.get(id) ?? [])
        },
        { cache: false },
      ),
      exception: new DataLoader(
        async (ids) => inOrder(ids, await readExceptions(store, ids), ({ id }) => id),
        { cache: false },
      ),
      openException: new DataLoader(
        async (ids) => inOrder(ids, await findOpenExceptions(store, ids), ({ runId }) => runId),
        { cache: false },
      ),
      alike: new DataLoader(async (causes) => {
        const counts = await countAlike(store, causes, visibleTo(request.caller, 2))
        return causes.map((cause) => counts.get(cause) ?? 0)
      }),
    },
  }
}

function inOrder<Row>(
  keys: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): (Row | undefined)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => byKey.get(key))
}

function stepsOf(runs: readonly Run[], rows: readonly StepRow[]): StepRow[][] {
  const byRun = Map.groupBy(rows, ({ runId }) => runId)
  return runs.map(({ id }) => byRun.get(id) ?? [])
}
