import { type ErrorCode, isWeftError } from '../errors.ts'
import { createDurations, type Durations } from './durations.ts'
import { type Count, createCount, createSeries, type Series } from './metric.ts'

type Outcome = 'OK' | ErrorCode

/** What came of the calls over one connection since it was opened. */
export interface CallMeasures {
  /** Calls that were sent, by `kind` and `code`: every try is one. */
  readonly sent: Series<Durations>
  /** Calls that were refused before they were sent, by `code`: budget, circuit, no place in time. */
  readonly refused: Series<Count>
  /** Access tokens that were asked for, by `code`. */
  readonly tokens: Series<Count>
}

export const createCallMeasures = (): CallMeasures => ({
  sent: createSeries(['kind', 'code'], createDurations),
  refused: createSeries(['code'], createCount),
  tokens: createSeries(['code'], createCount),
})

const outcomeOf = (error: unknown): Outcome => (isWeftError(error) ? error.code : 'INTERNAL')

/** Measures one call that is sent. */
export async function measureSent<Answer>(
  { sent }: CallMeasures,
  kind: 'read' | 'write',
  send: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = performance.now()
  let outcome: Outcome = 'OK'
  try {
    return await send()
  } catch (error) {
    outcome = outcomeOf(error)
    throw error
  } finally {
    sent.of(kind, outcome).add(performance.now() - startedAt)
  }
}

/** Counts what an attempt came to. */
export async function countOutcome<Answer>(
  counts: Series<Count>,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  try {
    const answer = await attempt()
    counts.of('OK').value += 1
    return answer
  } catch (error) {
    counts.of(outcomeOf(error)).value += 1
    throw error
  }
}

/** Runs a call that says when it is sent, and counts it when it never was. */
export async function countRefusal<Answer>(
  { refused }: CallMeasures,
  run: (sent: () => void) => Promise<Answer>,
): Promise<Answer> {
  let isSent = false
  try {
    return await run(() => {
      isSent = true
    })
  } catch (error) {
    if (!isSent) refused.of(outcomeOf(error)).value += 1
    throw error
  }
}
