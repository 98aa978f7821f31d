import { setTimeout as delay } from 'node:timers/promises'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { goBack } from './back.ts'
import { type Driver, type Progress, Superseded, writeJournal } from './engine.ts'
import { goForward } from './forward.ts'
import { prepareRun } from './prepare.ts'
import { hold } from './rest.ts'
import { claimRun, type Run, readRuns, updateRun } from './run-rows.ts'

const ASK_AGAIN_MS = 1_000

/**
 * One turn of a run: goes on from where the journal says it stands, until it is over, waits for somebody, or is due much later.
 * The turn is held by whoever claimed it last. A store that does not answer is waited for.
 */
export async function drive(driver: Driver, runId: string, turn: number): Promise<void> {
  while (!driver.ending.aborted) {
    try {
      return await goOn(driver, runId, turn)
    } catch (error) {
      if (error instanceof Superseded) return
      driver.logger.error({ err: error, runId }, 'a run does not go on')
      if (!isWeftError(error, 'STORE_UNAVAILABLE')) return giveToPerson(driver, runId, turn)
      await delay(ASK_AGAIN_MS, undefined, { signal: driver.ending }).catch(() => {})
    }
  }
  // The run is still in this node's hands: to return would tell the queue that the turn is over. Others take it from a dead node.
  return new Promise(() => {})
}

async function goOn(driver: Driver, runId: string, turn: number): Promise<void> {
  const claimed = await claimRun(driver.store, { runId, turn, node: driver.node })
  if (!claimed) return
  let progress: Progress = 'GO_ON'
  while (progress === 'GO_ON') {
    const [run] = await readRuns(driver.store, [runId])
    if (run?.fence !== claimed.fence) return
    progress = driver.stopping.aborted ? await handOn(driver, run) : await act(driver, run)
  }
}

function act(driver: Driver, run: Run): Promise<Progress> {
  switch (run.phase) {
    case 'PREPARE':
      return prepareRun(driver, run)
    case 'FORWARD':
      return goForward(driver, run)
    case 'BACK':
      return goBack(driver, run)
    case 'REST':
      return Promise.resolve('OVER')
  }
}

/** A node that stops gives its runs back to the queue. */
function handOn(driver: Driver, run: Run): Promise<Progress> {
  return writeJournal<Progress>(driver, run, async (transaction) => {
    await driver.turns.add(transaction, run.id)
    await updateRun(transaction, run.id, { isDriven: false })
    return 'OVER'
  })
}

/** A fault of the engine itself must not be tried for ever, nor be lost. */
async function giveToPerson(driver: Driver, runId: string, turn: number): Promise<void> {
  const run = await claimRun(driver.store, { runId, turn, node: driver.node })
  if (!run) return
  const { code, message } = new WeftError('INTERNAL', 'a fault of the engine')
  await writeJournal(driver, run, (transaction, current) =>
    hold(driver, transaction, current, { code, summary: message, suggestedFix: undefined }),
  )
}
