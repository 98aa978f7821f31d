import { setTimeout as sleep } from 'node:timers/promises'
import { ATTACKS } from '../../scenarios/hostile-operations/attacks.ts'
import { QUERIES } from '../queries.ts'
import { issueToken } from '../world/tokens.ts'
import type { PacedOrder, Timing } from './paced-load.ts'

/** Requests at their times, whether the last one has been answered or not: who waits in a queue is not forgotten. */
interface Request {
  title: string
  body: string
}

const DETAIL = QUERIES.find(({ name }) => name === 'detail')?.text(0) ?? ''
const HONEST: readonly Request[] = [{ title: 'honest', body: JSON.stringify({ query: DETAIL }) }]
const HOSTILE: readonly Request[] = ATTACKS.map(({ title, operation }) => ({
  title,
  body: JSON.stringify(operation),
}))

async function send(url: string, { title, body }: Request, n: number): Promise<Timing> {
  const authorization = `Bearer ${issueToken(`${title}-${n}`)}`
  const startedAt = performance.now()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body,
  })
  const text = await response.text()
  const isRefused = text.includes('"LIMIT_EXCEEDED"')
  return { title, ms: performance.now() - startedAt, isRefused }
}

async function run({ url, kind, perSecond, seconds }: PacedOrder): Promise<Timing[]> {
  const requests = kind === 'honest' ? HONEST : HOSTILE
  const under: Promise<Timing>[] = []
  const startedAt = performance.now()
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const dueIn = startedAt + (n * 1000) / perSecond - performance.now()
    if (dueIn > 1) await sleep(dueIn)
    const request = requests[n % requests.length]
    if (request) under.push(send(url, request, n))
  }
  return Promise.all(under)
}

process.on('message', (order: PacedOrder) => void run(order).then((timings) => process.send?.(timings)))
process.once('disconnect', () => process.exit())
