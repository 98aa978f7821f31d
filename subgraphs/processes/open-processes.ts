import { openRevocations } from '#shared/access/revocations.ts'
import { WeftError } from '#shared/errors.ts'
import { migrate } from '#shared/store/migrate.ts'
import type { Engine } from './engine/engine.ts'
import { type StartOptions, startRun } from './engine/start.ts'
import { createStarts } from './engine/starts.ts'
import { createTurns } from './engine/turns.ts'
import { startWorker, type Worker, type WorkerOptions } from './engine/worker.ts'
import type { AnyProcess, ProcessKind } from './process.ts'
import { type Followed, followEvents } from './triggers.ts'

export interface ProcessesOptions extends Omit<Engine, 'turns' | 'processes' | 'announce' | 'keepStart'> {
  processes: readonly AnyProcess[]
  /** Tells followers of runs; undefined: nobody follows. */
  announce?: Engine['announce']
}

/** The processes as one process of the operating system has them: it starts runs and shows them; a worker runs them. */
export interface Processes {
  engine: Engine
  /** Starts a run for a mutation or an event, once for each key. */
  start(kind: ProcessKind, input: unknown, options: StartOptions): ReturnType<typeof startRun>
  /** Makes this process one of those that run them; one worker for each process of the operating system. */
  startWorker(options: WorkerOptions): Promise<Worker>
  /** Makes this process one of those that start what events start. */
  followEvents(followed: Omit<Followed, 'engine'>): ReturnType<typeof followEvents>
}

/** Brings the tables up to date. Nothing runs until somebody starts a worker. */
export async function openProcesses({
  processes,
  announce,
  ...options
}: ProcessesOptions): Promise<Processes> {
  await migrate(options.store, { owner: 'processes', folder: new URL('./migrations/', import.meta.url) })
  // A mutation of this subgraph ends clients' access, wherever gateways run.
  await openRevocations(options.store)
  for (const process of processes) assertOrdered(process)
  const parts = { ...options, turns: createTurns(options.store), announce: announce ?? (async () => {}) }
  const engine: Engine = {
    ...parts,
    processes: new Map(processes.map((process) => [process.kind, process])),
    keepStart: createStarts(parts),
  }
  return {
    engine,
    start: (kind, input, given) => startRun(engine, kind, input, given),
    startWorker: (given) => startWorker(engine, given),
    followEvents: (followed) => followEvents({ engine, ...followed }),
  }
}

/** Steps run in the order in which they stand: what a step depends on must stand before it. */
function assertOrdered({ kind, steps }: AnyProcess): void {
  const before = new Set<string>()
  for (const { key, dependsOn } of steps) {
    const missing = dependsOn.find((other) => !before.has(other))
    if (missing !== undefined || before.has(key))
      throw new WeftError('INTERNAL', `${kind}: ${key} stands before ${missing ?? 'itself'}`)
    before.add(key)
  }
}
