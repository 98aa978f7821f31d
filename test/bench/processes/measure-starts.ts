import { setTimeout as delay } from 'node:timers/promises'
import type { Company } from './company.ts'
import { spreadOf, type Spread } from './spread.ts'

/** The mutation until its answer: the run is in the database by then. */
export interface StartsMeasurement {
  sustained: Spread & { perSecond: number; starts: number }
  bursts: Spread & { size: number; bursts: number }
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
  await Promise.all(Array.from({ length: 20 }, (_, index) => start(company, `warm-${index}`)))
  const paced: Promise<number>[] = []
  const startedAt = performance.now()
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await delay(startedAt + (index * 1_000) / perSecond - performance.now())
    paced.push(start(company, `paced-${index}`))
  }
  const sustained = await Promise.all(paced)
  const inBursts: number[] = []
  for (let number = 0; number < bursts; number += 1) {
    const took = Array.from({ length: burst }, (_, index) => start(company, `burst-${number}-${index}`))
    inBursts.push(...(await Promise.all(took)))
  }
  return {
    sustained: { perSecond, starts: sustained.length, ...spreadOf(sustained) },
    bursts: { size: burst, bursts, ...spreadOf(inBursts) },
  }
}

/** Nothing runs these: what is measured is that they are accepted. */
async function start({ ask }: Company, idempotencyKey: string): Promise<number> {
  const startedAt = performance.now()
  const opportunityRef = {
    systemId: 'crm-salesforce',
    objectType: 'Opportunity',
    externalId: '006000000000001AAA',
  }
  const answer = (await ask(START, { input: { idempotencyKey, opportunityRef } })) as {
    startQuoteToCash: { run: unknown; userErrors: unknown }
  }
  if (!answer.startQuoteToCash.run) throw new Error(JSON.stringify(answer.startQuoteToCash.userErrors))
  return performance.now() - startedAt
}
