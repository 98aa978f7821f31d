import { setTimeout as delay } from 'node:timers/promises'
import type { Processes } from '#processes/open-processes.ts'
import { quoteToCash } from '#processes/quote-to-cash.ts'
import type { AnyProcess } from '#processes/process.ts'
import type { Store } from '#shared/store/store.ts'
import type { Deal } from '../../soak/processes/deals.ts'
import { runBare } from './bare-steps.ts'
import { spreadOf, type Spread } from './spread.ts'

/** Deals that were all asked for at once. */
export interface RunsMeasurement extends Spread {
  runs: number
  perSecond: number
}

/** Until each was accepted, while those that were before it ran already in the same process. */
export interface DurableRunsMeasurement extends RunsMeasurement {
  accepted: Spread
}

const POLL_MS = 20
const inputOf = ({ opportunityId }: Deal) => ({
  opportunityRef: { systemId: 'crm-salesforce', objectType: 'Opportunity', externalId: opportunityId },
})

/** From when a run was accepted until it is complete; all of them in hand at once. */
export async function measureRuns(
  { start, engine }: Processes,
  deals: readonly Deal[],
): Promise<DurableRunsMeasurement> {
  const startedAt = performance.now()
  const acceptedAt = new Map<string, number>()
  await Promise.all(
    deals.map(async (deal) => {
      const key = `run-${deal.opportunityId}`
      const started = await start('QUOTE_TO_CASH', inputOf(deal), {
        clientId: 'bench',
        startedBy: 'bench',
        operation: 'startQuoteToCash',
        correlationId: key,
        idempotencyKey: key,
      })
      if ('userErrors' in started) throw new Error(JSON.stringify(started.userErrors))
      acceptedAt.set(started.answer.runId, performance.now())
    }),
  )
  const took = await untilComplete(engine.store, acceptedAt)
  const accepted = spreadOf([...acceptedAt.values()].map((at) => at - startedAt))
  return { ...toMeasurement(took, startedAt), accepted }
}

async function untilComplete(store: Store, acceptedAt: ReadonlyMap<string, number>): Promise<number[]> {
  const took = new Map<string, number>()
  while (took.size < acceptedAt.size) {
    await delay(POLL_MS)
    const rested = await store.query<{ id: string; status: string }>(
      "select id, status from processes.runs where phase = 'REST'",
    )
    for (const { id, status } of rested) {
      const began = acceptedAt.get(id)
      if (began === undefined || took.has(id)) continue
      if (status !== 'COMPLETED') throw new Error(`${id} is ${status}`)
      took.set(id, performance.now() - began)
    }
  }
  return [...took.values()]
}

/** The same calls to the same systems without an engine: as many at once. */
export async function measureBare({ engine }: Processes, deals: readonly Deal[]): Promise<RunsMeasurement> {
  const startedAt = performance.now()
  const took = await Promise.all(
    deals.map(async (deal) => {
      const key = `bare-${deal.opportunityId}`
      await runBare(engine, quoteToCash as AnyProcess, { key, input: inputOf(deal) })
      return performance.now() - startedAt
    }),
  )
  return toMeasurement(took, startedAt)
}

const toMeasurement = (took: readonly number[], startedAt: number): RunsMeasurement => ({
  runs: took.length,
  perSecond: (took.length / (performance.now() - startedAt)) * 1_000,
  ...spreadOf(took),
})
