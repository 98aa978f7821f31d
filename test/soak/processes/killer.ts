import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from '#shared/store/store.ts'
import { NODE_LOCK } from '#processes/engine/node-session.ts'
import { KILL_MOMENTS, type KillPoint, nameOf, shuffled } from './kill-points.ts'
import type { SoakNode } from './nodes.ts'
import type { Random } from './random.ts'

/** What was done to nodes. */
export interface Harm {
  atPoints: Map<string, number>
  atRandom: number
  frozen: number
  /** How long each node took to be there again. */
  startedMs: number[]
  /** When a node was there, and neither dead nor frozen. */
  lives: Life[]
  /** Runs that a dead node had in hand, when it died by the database's clock. */
  orphans: { runId: string; fence: number; diedAt: Date }[]
}

/** Times of one clock; the last ones have no end. */
interface Life {
  from: number
  until: number
}

/** Every seventh harm is a node that stands still until others have taken its runs, and then goes on. */
const FREEZE_EVERY = 7
/** A point that nobody comes by is given up; the node is killed where it is. */
const POINT_WITHIN_MS = 2_500
/** A node lives so long at most before it is aimed at, or as long as it took to start: a slow machine gets somewhere, too. */
const LONGEST_PAUSE_MS = 600
const FROZEN_MS = 3_500

const RUN_STEPS = [
  'create-erp-customer',
  'create-billing-customer',
  'create-support-account',
  'draft-contract',
  'create-order',
  'create-subscription',
  'activate-contract',
  'finalise-invoice',
  'post-invoice',
  'activate-entitlement',
  'note-outcome',
]
const UNDO_STEPS = ['draft-contract', 'create-order', 'create-subscription']

/** Every point that quote-to-cash passes. */
const KILL_POINTS: readonly KillPoint[] = [
  ...RUN_STEPS.map((step) => ({ step, direction: 'run' as const })),
  ...UNDO_STEPS.map((step) => ({ step, direction: 'compensate' as const })),
].flatMap((where) => KILL_MOMENTS.map((moment) => ({ ...where, moment })))

export interface Killing {
  store: Store
  nodes: readonly SoakNode[]
  random: Random
  kills: number
  onKill(done: number): void
}

/** Kills nodes so many times, each by itself, at a point or wherever it is; another one takes its place. */
export async function killNodes({ store, nodes, random, kills, onKill }: Killing): Promise<Harm> {
  const harm: Harm = { atPoints: new Map(), atRandom: 0, frozen: 0, startedMs: [], lives: [], orphans: [] }
  const points = shuffled(KILL_POINTS, random)
  let begun = 0
  const killAgain = async (node: SoakNode): Promise<void> => {
    let life = beginLife(harm)
    while (begun < kills) {
      const number = begun++
      if (number % FREEZE_EVERY === 2) {
        life.until = Date.now()
        await freeze(store, node, harm)
        life = beginLife(harm)
      }
      await delay(random.below(Math.max(LONGEST_PAUSE_MS, harm.startedMs.at(-1) ?? 0)))
      const point = points[Math.floor(number / 2) % points.length] as KillPoint
      await killOne({ store, node, life, point: number % 2 === 0 ? point : undefined }, harm)
      life = beginLife(harm)
      onKill(number + 1)
    }
  }
  await Promise.all(nodes.map(killAgain))
  return harm
}

function beginLife(harm: Harm): Life {
  const life = { from: Date.now(), until: Number.POSITIVE_INFINITY }
  harm.lives.push(life)
  return life
}

async function killOne(
  { store, node, life, point }: { store: Store; node: SoakNode; life: Life; point: KillPoint | undefined },
  harm: Harm,
): Promise<void> {
  const { id } = node
  if (point && (await node.dieAt(point, POINT_WITHIN_MS))) count(harm.atPoints, nameOf(point))
  else {
    await node.kill()
    harm.atRandom += 1
  }
  life.until = Date.now()
  harm.orphans.push(...(await findOrphans(store, id)))
  await node.start()
  harm.startedMs.push(Date.now() - life.until)
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function findOrphans(store: Store, node: string): Promise<Harm['orphans']> {
  return store.query(
    'select id as "runId", fence, clock_timestamp() as "diedAt" from processes.runs where node = $1 and is_driven',
    [node],
  )
}

/** Its session is gone, as after a partition: to the others it is dead. Then it comes back in the middle of what it did. */
async function freeze(store: Store, node: SoakNode, harm: Harm): Promise<void> {
  harm.frozen += 1
  node.freeze()
  await store.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = $1
       and objid = (select number from processes.nodes where id = $2)`,
    [NODE_LOCK, node.id],
  )
  await delay(FROZEN_MS)
  node.thaw()
}

/** How long each orphan was without a node while one was there for it; undefined: for ever, though nobody called it off. */
export async function measureMoves(
  store: Store,
  { orphans, lives }: Pick<Harm, 'orphans' | 'lives'>,
): Promise<(number | undefined)[]> {
  const rows = await store.query<{ diedAt: Date; movedAt: Date | null; isDriven: boolean }>(
    `select orphan.died_at as "diedAt", runs.is_driven as "isDriven",
       (select min(log.at) from soak.log
         where run_id = orphan.run_id and what = 'claimed' and log.at > orphan.died_at) as "movedAt"
     from unnest($1::text[], $2::timestamptz[]) as orphan (run_id, died_at) join processes.runs on runs.id = run_id`,
    [orphans.map(({ runId }) => runId), orphans.map(({ diedAt }) => diedAt)],
  )
  return rows.flatMap(({ diedAt, movedAt, isDriven }) => {
    if (movedAt) return [livedMs(lives, { from: diedAt.getTime(), until: movedAt.getTime() })]
    return isDriven ? [undefined] : []
  })
}

/** How much of a time some node was there. */
export function livedMs(lives: readonly Life[], within: Life): number {
  let [lived, reached] = [0, within.from]
  for (const { from, until } of lives.toSorted((one, other) => one.from - other.from)) {
    const [begin, end] = [Math.max(from, reached), Math.min(until, within.until)]
    if (end <= begin) continue
    lived += end - begin
    reached = end
  }
  return lived
}
