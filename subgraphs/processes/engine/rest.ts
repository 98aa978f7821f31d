import type { Queryable } from '#shared/store/store.ts'
import { classOf } from './error-class.ts'
import type { Driver, Progress } from './engine.ts'
import { closeExceptions, type NewException, openException } from './exception-rows.ts'
import { leavePlace } from './places.ts'
import { type Run, type RunStatus, updateRun } from './run-rows.ts'

/** What never changes any more. */
const FINAL: readonly RunStatus[] = ['COMPLETED', 'COMPENSATED', 'FAILED', 'CANCELLED']

/** The run rests: it is over, or waits for a person, and holds neither a worker nor its customer's place. */
export async function rest(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  changes: Parameters<typeof updateRun>[2] & { status: RunStatus },
): Promise<Progress> {
  const finishedAt = FINAL.includes(changes.status) ? driver.clock.now() : null
  await updateRun(transaction, run.id, { finishedAt, ...changes, phase: 'REST', isDriven: false })
  await leavePlace(transaction, run, driver.turns)
  driver.logger.info(
    { runId: run.id, correlationId: run.correlationId, status: changes.status },
    'a run rests',
  )
  return 'OVER'
}

/** The run waits for a person, who is told why. */
export async function hold(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  exception: Omit<NewException, 'matter' | 'now'>,
): Promise<Progress> {
  await openException(transaction, run, { ...exception, matter: 'STOPPED', now: driver.clock.now() })
  driver.logger.warn(
    {
      runId: run.id,
      correlationId: run.correlationId,
      stepKey: exception.stepKey,
      code: exception.code,
      class: classOf(exception.code),
    },
    'a run is held for a person',
  )
  return rest(driver, transaction, run, { status: 'HELD' })
}

/** All is done. */
export async function complete(driver: Driver, transaction: Queryable, run: Run): Promise<Progress> {
  await closeExceptions(transaction, run.id, { state: 'AUTO_RESOLVED' })
  return rest(driver, transaction, run, { status: 'COMPLETED' })
}
