import { setTimeout as delay } from 'node:timers/promises'
import type { Company } from './company.ts'
import { spreadOf, type Spread } from './spread.ts'

/** The mutation until its answer: the run is in the database by then. */
export interface StartsMeasurement {
  sustained: Spread & { perSecond: number; starts: number }
  bursts: Spread & { size: number; bursts: number }
  /** As many rows of about that size at once, each its own commit, in the same database: what a burst is measured against. */
  bareInserts: Spread
}

const START = `mutation ($input: QuoteToCashInput!) { startQuoteToCash(input: $input) {
  run { id status } userErrors { code } replayed
} }`

interface Effort {
  perSecond: number
  seconds: number
  burst: number
  bursts: number
}

export async function measureStarts(
  company: Company,
  { perSecond, seconds, burst, bursts }: Effort,
): Promise<StartsMeasurement> {
  await Promise.all(Array.from({ length: burst }, (_, index) => start(company, `warm-${index}`)))
  const paced: Promise<number>[] = []
  const startedAt = performance.now()
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await delay(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()))
    paced.push(start(company, `paced-${index}`))
  }
  const sustained = await Promise.all(paced)
  const { store } = company.domains.processes.engine
  await store.query('create table if not exists bare_inserts (id text primary key, input jsonb)')
  const inBursts: number[] = []
  const inserts: number[] = []
  for (let number = 0; number < bursts; number += 1) {
    const keys = Array.from({ length: burst }, (_, index) => `burst-${number}-${index}`)
    inBursts.push(...(await Promise.all(keys.map((key) => start(company, key)))))
    inserts.push(...(await Promise.all(keys.map((key) => insert(company, key)))))
  }
  return {
    sustained: { perSecond, starts: sustained.length, ...spreadOf(sustained) },
    bursts: { size: burst, bursts, ...spreadOf(inBursts) },
    bareInserts: spreadOf(inserts),
  }
}

const OPPORTUNITY = {
  systemId: 'crm-salesforce',
  objectType: 'Opportunity',
  externalId: '006000000000001AAA',
}

async function insert({ domains }: Company, key: string): Promise<number> {
  const startedAt = performance.now()
  await domains.processes.engine.store.query('insert into bare_inserts values ($1, $2)', [
    key,
    JSON.stringify(OPPORTUNITY),
  ])
  return performance.now() - startedAt
}

/** Nothing runs these: what is measured is that they are accepted. */
async function start({ ask }: Company, idempotencyKey: string): Promise<number> {
  const startedAt = performance.now()
  const answer = (await ask(START, { input: { idempotencyKey, opportunityRef: OPPORTUNITY } })) as {
    startQuoteToCash: { run: unknown; userErrors: unknown }
  }
  if (!answer.startQuoteToCash.run) throw new Error(JSON.stringify(answer.startQuoteToCash.userErrors))
  return performance.now() - startedAt
}
