import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { accountDigest } from '../connections/account-digest.ts'
import type { EventFeed } from '../events/event.ts'
import type { CanonicalRecord } from '../provenance.ts'
import { inOneProcess } from '../store/in-one-process.ts'
import { migrate } from '../store/migrate.ts'
import type { Store } from '../store/store.ts'
import type { Logger } from '../telemetry/logger.ts'
import { type Count, createCount, createSeries, type Series } from '../telemetry/metric.ts'
import { createHeard } from './heard.ts'
import type { KeptList } from './keep-list.ts'
import { createKeeper } from './keeper.ts'
import { type ListRow, readLists } from './list-rows.ts'
import type { ProjectedList } from './projected-list.ts'
import type { Projection } from './projection.ts'
import { createProjection } from './reader.ts'

export interface ProjectionsOptions {
  store: Store
  lists: readonly ProjectedList[]
  feed: EventFeed
  /** How often each vendor is asked what has changed. */
  lookMs: number
  clock: Clock
  logger: Logger
}

/** The lists that this process answers from, and looks after when it is its turn. */
export interface Projections {
  /** One list of all connections, by the domain's word. */
  projectionOf<Item extends CanonicalRecord>(name: string): Projection<Item>
  /** Begins to look after the lists: one process at a time does. */
  start(): void
  /** Brings every list up to date; rejects where that failed. */
  reconcile(): Promise<void>
  /** How far the lists are kept, whoever keeps them. */
  progress(): Promise<ListRow[]>
  /** Questions to lists that are kept, by connection, list and `kept` or `asked`: of the system. */
  readonly reads: Series<Count>
  close(): Promise<void>
}

const RESTART_MS = 5_000

/** Brings the tables up to date; what is there already can be read at once. */
export async function openProjections(options: ProjectionsOptions): Promise<Projections> {
  const { store, lists, feed, logger } = options
  await migrate(store, { owner: 'projection', folder: new URL('./migrations/', import.meta.url) })
  const kept = lists.map((list): KeptList => ({ list, form: formOf(list), heard: createHeard() }))
  const keepers = new Map(kept.map((one) => [one, createKeeper(one, options)]))
  const stopping = new AbortController()
  const { signal } = stopping
  const reads = createSeries(['connection', 'list', 'result'], createCount)
  let running: Promise<void> | undefined

  const find = (connectionId: string, name: string): KeptList | undefined =>
    kept.find(({ list }) => list.connection.id === connectionId && list.name === name)
  const stopListening = feed.listen((events) => {
    for (const event of events) {
      const told = kept.filter(({ list }) => isOf(event.source, list))
      for (const one of told) {
        one.heard.note(event)
        keepers.get(one)?.wake()
      }
    }
  })
  const run = async (): Promise<void> => {
    const runAll = async (turn: AbortSignal): Promise<void> => {
      await Promise.all([...keepers.values()].map((keeper) => keeper.run(turn)))
    }
    while (!signal.aborted) {
      await inOneProcess(store, 'projections', runAll, signal).catch((error: unknown) => {
        if (!signal.aborted) logger.warn({ err: error }, 'projections are not looked after')
      })
      await delay(RESTART_MS, undefined, { signal }).catch(() => {})
    }
  }

  return {
    projectionOf: (name) =>
      createProjection(name, { store, logger, reads, listOf: (connectionId) => find(connectionId, name) }),
    start() {
      if (lists.length > 0) running ??= run()
    },
    async reconcile() {
      await Promise.all([...keepers.values()].map((keeper) => keeper.reconcile(signal)))
    },
    progress: () => readLists(store),
    reads,
    async close() {
      stopping.abort()
      stopListening()
      await running
    },
  }
}

const isOf = (
  source: { connectionId: string; objectType: string },
  { connection, whole }: ProjectedList,
): boolean => source.connectionId === connection.id && source.objectType === whole.objectType

/** Records are written as this version of Weft, and of V8, writes them. */
const formOf = ({ connection }: ProjectedList): string =>
  `${accountDigest([connection])}:${process.versions.v8.split('.', 1)[0]}`
