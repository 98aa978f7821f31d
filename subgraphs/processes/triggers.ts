import type { BusinessEvent, EventLogReader } from '#shared/events/event.ts'
import type { Engine } from './engine/engine.ts'
import { caseOpened } from './triggers/case-opened.ts'
import { opportunityWon } from './triggers/opportunity-won.ts'
import { paymentFailed } from './triggers/payment-failed.ts'
import type { Trigger, TriggerName } from './triggers/trigger.ts'

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
 * Starts what events start, from where the log ends now; a trigger that was on before goes on from where it stood, whichever node
 * read it last. Each reads the log by itself: a system that one of them waits for holds up no other.
 */
export async function followEvents({ engine, log, names }: Followed): Promise<{ close(): Promise<void> }> {
  const triggers = TRIGGERS.filter(({ name }) => names.has(name))
  if (triggers.length === 0) return { close: async () => {} }
  const { sequence } = await log.head()
  for (const { name } of triggers)
    await engine.store.query(
      'insert into processes.followed_log (trigger_name, position) values ($1, $2) on conflict do nothing',
      [name, sequence],
    )
  const following = triggers.map((trigger) => follow(trigger, engine, log))
  return { close: async () => void (await Promise.all(following.map((end) => end()))) }
}

/** Looks at once, and whenever something is new; never twice at a time. Answers what ends it. */
function follow(trigger: Trigger, engine: Engine, log: EventLogReader): () => Promise<void> {
  let isWanted = false
  let isOver = false
  let looking: Promise<void> | undefined
  const lookOn = async (): Promise<void> => {
    while (isWanted && !isOver) {
      isWanted = await takeTurn(trigger, engine, log)
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

/** One turn holds a transaction, and must be over long before that is. */
const EVENTS_IN_A_TURN = 50

/**
 * The next events, answered and passed in this order: who dies in between answers some of them again, which the keys of what they
 * start make harmless. One node at a time; false where there is nothing more, or another node reads.
 */
function takeTurn(trigger: Trigger, engine: Engine, log: EventLogReader): Promise<boolean> {
  return engine.store.transaction(async (transaction) => {
    const [row] = await transaction.query<{ position: string }>(
      'select position from processes.followed_log where trigger_name = $1 for update skip locked',
      [trigger.name],
    )
    if (!row) return false
    const events = (await log.eventsAfter(Number(row.position))).slice(0, EVENTS_IN_A_TURN)
    for (const event of events) await answerEvent(trigger, engine, event)
    const last = events.at(-1)
    if (!last) return false
    await transaction.query('update processes.followed_log set position = $2 where trigger_name = $1', [
      trigger.name,
      last.sequence,
    ])
    return true
  })
}

async function answerEvent(trigger: Trigger, engine: Engine, event: BusinessEvent): Promise<void> {
  if (trigger.types.includes(event.type)) await trigger.answer(event, engine)
}
