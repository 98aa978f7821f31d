import { randomUUID } from 'node:crypto'
import type { EventLogReader } from '#shared/events/event.ts'
import type { Engine } from './engine/engine.ts'
import { caseOpened } from './triggers/case-opened.ts'
import { opportunityWon } from './triggers/opportunity-won.ts'
import { paymentFailed } from './triggers/payment-failed.ts'
import type { Trigger, TriggerName } from './triggers/trigger.ts'
import { watchRenewals } from './triggers/watch-renewals.ts'

const TRIGGERS: readonly Trigger[] = [caseOpened, paymentFailed, opportunityWon]

export interface Followed {
  engine: Engine
  log: EventLogReader
  /** Which are switched on. */
  names: ReadonlySet<TriggerName>
}

/** The net below the log's own wake-ups: what failed is tried again. */
const LOOK_EVERY_MS = 2_000

/**
 * Starts what events start, and what a day that comes does. Events are answered from where the log ends now; a trigger that was on
 * before goes on from where it stood, whichever node read it last. Each reads the log by itself: a system that one of them waits
 * for holds up no other.
 */
export async function followEvents({ engine, log, names }: Followed): Promise<{ close(): Promise<void> }> {
  const triggers = TRIGGERS.filter(({ name }) => names.has(name))
  if (triggers.length > 0) await takePlaces({ triggers, engine, log })
  const node = randomUUID()
  const following = triggers.map((trigger) => follow({ trigger, engine, log, node }))
  if (names.has('renewal-window')) following.push(watchRenewals(engine, node))
  return { close: async () => void (await Promise.all(following.map((end) => end()))) }
}

/** A trigger that was never on begins with what happens from now on. */
async function takePlaces({
  triggers,
  engine,
  log,
}: Pick<Followed, 'engine' | 'log'> & { triggers: readonly Trigger[] }): Promise<void> {
  const { sequence } = await log.head()
  for (const { name } of triggers)
    await engine.store.query(
      'insert into processes.followed_log (trigger_name, position) values ($1, $2) on conflict do nothing',
      [name, sequence],
    )
}

/** Looks at once, and whenever something is new; never twice at a time. Answers what ends it. */
function follow(turn: Turn): () => Promise<void> {
  const { trigger, engine, log } = turn
  let isWanted = false
  let isOver = false
  let looking: Promise<void> | undefined
  const lookOn = async (): Promise<void> => {
    while (isWanted && !isOver) {
      isWanted = await takeTurn(turn)
    }
  }
  const look = (): void => {
    isWanted = true
    looking ??= lookOn()
      .catch((error: unknown) =>
        engine.logger.warn({ err: error, trigger: trigger.name }, 'an event has started nothing yet'),
      )
      .finally(() => {
        looking = undefined
      })
  }
  const stop = log.listen(look)
  const timer = setInterval(look, LOOK_EVERY_MS).unref()
  look()
  return async () => {
    isOver = true
    stop()
    clearInterval(timer)
    await looking
  }
}

const EVENTS_IN_A_TURN = 50
/** A node that dies while it answers events leaves them to the others after so long. */
const LEASE_SECONDS = 30

interface Turn extends Omit<Followed, 'names'> {
  trigger: Trigger
  /** Names this node. */
  node: string
}

/**
 * The next events, answered and passed in this order: who dies in between answers some of them again, which the keys of what they
 * start make harmless. One node at a time; false where there is nothing more, or another node answers.
 */
async function takeTurn({ trigger, engine, log, node }: Turn): Promise<boolean> {
  const { store } = engine
  const [row] = await store.query<{ position: string }>(
    'select position from processes.followed_log where trigger_name = $1',
    [trigger.name],
  )
  const events = (await log.eventsAfter(Number(row?.position))).slice(0, EVENTS_IN_A_TURN)
  const last = events.at(-1)
  if (!last || !row) return false
  const taken = await store.query(
    `update processes.followed_log set leased_by = $3, leased_until = now() + interval '${LEASE_SECONDS} s'
     where trigger_name = $1 and position = $2 and (leased_by = $3 or leased_until is null or leased_until < now()) returning 1`,
    [trigger.name, row.position, node],
  )
  if (taken.length === 0) return false
  for (const event of events) if (trigger.types.includes(event.type)) await trigger.answer(event, engine)
  await store.query(
    `update processes.followed_log set position = greatest(position, $2), leased_until = null where trigger_name = $1`,
    [trigger.name, last.sequence],
  )
  return true
}
