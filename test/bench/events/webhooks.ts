import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '#shared/store/store.ts'
import { createVendorTable, writeCases } from '../../events/table-vendor.ts'
import { startChild } from './child.ts'
import { percentile } from './sockets.ts'
import type { WebhookOrder, WebhookResult } from './webhook-load.ts'

export interface WebhooksMeasurement {
  /** The machine's load average over the last minute, when it was measured. */
  load: number
  /** Deliveries at a steady pace, each round. */
  paced: { perSecond: number; p50Ms: number; p99Ms: number; refused: number }[]
  /** As many as are acknowledged, 64 at a time; applied: until the log has them all, from the first delivery. */
  ingestion: { total: number; acknowledgedPerSecond: number; appliedPerSecond: number; refused: number }[]
}

export interface WebhooksEffort {
  rounds: number
  pacedPerSecond: number
  pacedSeconds: number
  ingested: number
}

const RECORDS = 2_000

/** The records that hints are about: each delivery is another event, of one of these. */
export async function prepareRecords(store: Store): Promise<string[]> {
  await createVendorTable(store)
  const nativeIds = Array.from({ length: RECORDS }, (_, index) => `case-${index}`)
  const openedAt = new Date().toISOString()
  const facts = { status: 'NEW', severity: 'SEV3', escalated: false, openedAt, escalatedAt: null } as const
  await writeCases(
    store,
    nativeIds.map((nativeId) => ({ nativeId, version: 1, facts: { ...facts, resolvedAt: null } })),
  )
  return nativeIds
}

async function untilApplied(store: Store): Promise<void> {
  for (;;) {
    const [row] = await store.query<{ left: string }>(
      "select count(*) as left from events.inbox where state in ('PENDING', 'CLAIMED')",
    )
    if (row?.left === '0') return
    await sleep(50)
  }
}

/** How fast a vendor's events are acknowledged, durable by then, while they are also applied. */
export async function measureWebhooks(
  { url, store, nativeIds }: { url: string; store: Store; nativeIds: readonly string[] },
  effort: WebhooksEffort,
): Promise<WebhooksMeasurement> {
  const load = startChild<WebhookOrder, WebhookResult>('webhook-load.ts')
  const deliver = (name: string, total: number, perSecond?: number): Promise<WebhookResult> =>
    load.ask({ url, name, total, nativeIds, ...(perSecond === undefined ? {} : { perSecond }) })
  await deliver('warm-up', 5_000)
  await untilApplied(store)
  const measurement: WebhooksMeasurement = { load: 0, paced: [], ingestion: [] }
  for (let round = 0; round < effort.rounds; round += 1) {
    const { pacedPerSecond: perSecond, pacedSeconds } = effort
    const paced = await deliver(`paced-${round}`, perSecond * pacedSeconds, perSecond)
    measurement.paced.push({
      perSecond,
      p50Ms: percentile(paced.latenciesMs, 0.5),
      p99Ms: percentile(paced.latenciesMs, 0.99),
      refused: paced.refused,
    })
    await untilApplied(store)
    const startedAt = performance.now()
    const { seconds, refused } = await deliver(`ingested-${round}`, effort.ingested)
    await untilApplied(store)
    measurement.ingestion.push({
      total: effort.ingested,
      acknowledgedPerSecond: effort.ingested / seconds,
      appliedPerSecond: effort.ingested / ((performance.now() - startedAt) / 1000),
      refused,
    })
  }
  load.end()
  return { ...measurement, load: loadavg()[0] ?? 0 }
}
