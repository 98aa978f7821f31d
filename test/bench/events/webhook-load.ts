import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { CONNECTION_ID, signedHint } from '../../events/table-vendor.ts'

/** Deliveries of a vendor, each another event. */
export interface WebhookOrder {
  url: string
  total: number
  /** So many a second, whoever is slow to answer; undefined: 64 at a time, the next one when one is answered. */
  perSecond?: number
  /** Part of every id, so that no order repeats another one's. */
  name: string
  /** Hints are about these in turn. */
  nativeIds: readonly string[]
}

export interface WebhookResult {
  seconds: number
  refused: number
  /** Of each delivery until it was acknowledged, sorted. */
  latenciesMs: number[]
}

/** The load's own process. */
async function run({ url, total, perSecond, name, nativeIds }: WebhookOrder): Promise<WebhookResult> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 })
  const hints = Array.from({ length: total }, (_, index) =>
    signedHint(`${name}-${index}`, nativeIds[index % nativeIds.length] ?? ''),
  )
  const latenciesMs: number[] = []
  let refused = 0
  const send = async (index: number, dueAt: number): Promise<void> => {
    const answer = await pool.request({ method: 'POST', path: `/webhooks/${CONNECTION_ID}`, ...hints[index] })
    await answer.body.dump()
    if (answer.statusCode !== 202) refused += 1
    latenciesMs.push(performance.now() - dueAt)
  }
  const startedAt = performance.now()
  await (perSecond === undefined ? sendClosed(total, send) : sendPaced(total, perSecond, send))
  const seconds = (performance.now() - startedAt) / 1000
  await pool.close()
  return { seconds, refused, latenciesMs: latenciesMs.sort((one, other) => one - other) }
}

type Send = (index: number, dueAt: number) => Promise<void>

/** Counted from when a delivery was due: who waits in a queue is not forgotten. */
async function sendPaced(total: number, perSecond: number, send: Send): Promise<void> {
  const startedAt = performance.now()
  const under: Promise<void>[] = []
  for (let index = 0; index < total; index += 1) {
    const dueAt = startedAt + (index * 1000) / perSecond
    while (performance.now() < dueAt) await sleep(1)
    under.push(send(index, dueAt))
  }
  await Promise.all(under)
}

async function sendClosed(total: number, send: Send): Promise<void> {
  let next = 0
  const sendSome = async (): Promise<void> => {
    while (next < total) await send(next++, performance.now())
  }
  await Promise.all(Array.from({ length: 64 }, sendSome))
}

process.on('message', (order: WebhookOrder) => void run(order).then((result) => process.send?.(result)))
process.once('disconnect', () => process.exit())
