import { randomUUID } from 'node:crypto'
import type { Engine } from '../engine/engine.ts'
import { every } from '../engine/every.ts'
import { addDays, toDay } from '../quote-to-cash/dates.ts'
import { LONGEST_WINDOW_DAYS } from '../rules.ts'
import { renewDue } from './renewal-window.ts'

/** A window opens with a day; this often a node asks the store whether today's contracts were looked through. */
const LOOK_EVERY_MS = 60_000
const CONTRACTS_IN_A_PAGE = 200
/** A node that dies with a page in hand leaves it to the others after so long. */
const LEASE_SECONDS = 120

/**
 * Looks every day through the contracts whose term ends, and starts to renew those whose window has opened. Never twice at a
 * time. Answers what ends it.
 */
export function watchRenewals(engine: Engine, node: string): () => Promise<void> {
  let isOver = false
  const end = every(LOOK_EVERY_MS, engine.logger, () => lookThrough(engine, node, () => isOver))
  return () => {
    isOver = true
    return end()
  }
}

/** Every CRM by itself: one that is down keeps no other waiting. */
export async function lookThrough(engine: Engine, node: string, isOver = () => false): Promise<void> {
  const crms = [...engine.tools.connections.values()].filter(({ domain }) => domain === 'CRM')
  await Promise.all(
    crms.map(async ({ id: connectionId }) => {
      try {
        while (!isOver() && (await takePage(engine, { connectionId, node })));
      } catch (error) {
        engine.logger.warn({ err: error, system: connectionId }, 'contracts were not looked through')
      }
    }),
  )
}

/**
 * The next page of today's contracts. Who dies in between leaves it to be looked through again, which the keys of what it starts
 * make harmless. False where today's are over, or another node has a page in hand.
 */
async function takePage(
  engine: Engine,
  { connectionId, node }: { connectionId: string; node: string },
): Promise<boolean> {
  const { store, tools, policy, clock } = engine
  const today = toDay(clock.now())
  await store.query(
    `insert into processes.renewal_scans (connection_id, scanned_on) values ($1, $2) on conflict do nothing`,
    [connectionId, today],
  )
  const [page] = await store.query<{ after: string | null }>(
    `update processes.renewal_scans set after = case when scanned_on = $2 then after end, is_over = false, scanned_on = $2,
       leased_by = $3, leased_until = now() + interval '${LEASE_SECONDS} s'
     where connection_id = $1 and (scanned_on < $2 or scanned_on = $2 and not is_over)
       and (leased_by = $3 or leased_until is null or leased_until < now()) returning after`,
    [connectionId, today, node],
  )
  if (!page) return false
  const { contracts, next } = await tools.crm(connectionId).listEndingContracts(
    {
      endsFrom: today,
      endsThrough: addDays(today, LONGEST_WINDOW_DAYS),
      first: CONTRACTS_IN_A_PAGE,
      after: page.after ?? undefined,
    },
    { correlationId: randomUUID(), signal: AbortSignal.timeout(policy.attemptMs) },
  )
  await renewDue(engine, { connectionId, today }, contracts)
  await store.query(
    `update processes.renewal_scans set after = $3, is_over = $3::text is null, leased_until = null
     where connection_id = $1 and scanned_on = $2 and leased_by = $4`,
    [connectionId, today, next ?? null, node],
  )
  return next !== undefined
}
