import { randomUUID } from 'node:crypto'
import type { ContractRecord } from '#crm/provider.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { digestOfInput } from '#shared/idempotency/digests.ts'
import { answered } from '../answers.ts'
import type { Engine } from '../engine/engine.ts'
import { addDays } from '../quote-to-cash/dates.ts'
import { windowDaysOf } from '../renewal-to-invoice/check-contract.ts'
import type { RenewalToInvoiceInput } from '../renewal-to-invoice/input.ts'
import { startByItself } from './trigger.ts'

const KIND = 'RENEWAL_TO_INVOICE'

/** A contract that may be renewed from a day on. */
interface DueContract {
  contract: ContractRecord
  endDate: string
  opensOn: string
}

/**
 * Starts the renewal of each of these contracts whose window has opened, once for a contract and its term. Left alone is what is
 * renewed already, what somebody has begun to renew or stopped since then, and what has nothing to renew.
 */
export async function renewDue(
  engine: Engine,
  { connectionId, today }: { connectionId: string; today: string },
  contracts: readonly ContractRecord[],
): Promise<void> {
  const due = await inTheirWindow(engine, contracts, today)
  if (due.length === 0) return
  const ids = await engine.tools.crosswalk.ensureIds(
    'Contract',
    due.map(({ contract }) => contract.source),
  )
  const named = due.flatMap((one, index) => ({ ...one, contractId: ids[index] ?? '' }))
  const begun = await begunRenewals(engine, named)
  const fresh = named.filter(({ contractId }) => !begun.has(contractId))
  const call = { correlationId: randomUUID(), signal: AbortSignal.timeout(engine.policy.attemptMs) }
  for (const { contractId, endDate } of await renewable(engine, { connectionId, call }, fresh)) {
    const input: RenewalToInvoiceInput = { contractId }
    const key = `renewal:${digestOfInput({ contractId, endDate })}`
    const by = { startedBy: 'renewal window', correlationId: randomUUID() }
    await startByItself(engine, { kind: KIND, input, key }, by)
  }
}

/** By each contract's own word, or the rules of its customer's business unit. What amends a contract is renewed with that one. */
async function inTheirWindow(
  { tools: { crosswalk, rulesOf } }: Engine,
  contracts: readonly ContractRecord[],
  today: string,
): Promise<DueContract[]> {
  const known = contracts.filter(({ amends, customer }) => !amends && customer)
  const customerIds = await crosswalk.findIds(
    'Customer',
    known.flatMap(({ customer }) => customer ?? []),
  )
  const units = await crosswalk.businessUnitsOf(customerIds.map((id) => id ?? ''))
  return known.flatMap((contract, index) => {
    const { endDate } = contract
    if (endDate === undefined) return []
    const opensOn = addDays(endDate, -windowDaysOf(contract, rulesOf(units[index])))
    return opensOn <= today && today <= endDate ? [{ contract, endDate, opensOn }] : []
  })
}

/** Contracts with a run that is under way, or that began in this window: a person's, or ours. */
async function begunRenewals(
  { store }: Engine,
  contracts: readonly { contractId: string; opensOn: string }[],
): Promise<ReadonlySet<string>> {
  const rows = await store.query<{ id: string }>(
    `select distinct wanted.id from unnest($1::text[], $2::date[]) as wanted (id, opens_on)
     join processes.runs on kind = '${KIND}' and input ->> 'contractId' = wanted.id
     where finished_at is null or started_at >= opens_on::timestamp at time zone 'UTC'`,
    [contracts.map(({ contractId }) => contractId), contracts.map(({ opensOn }) => opensOn)],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Those that no other contract continues and that have a line to renew: two calls, whatever their number. */
async function renewable<Due extends DueContract>(
  { tools }: Engine,
  { connectionId, call }: { connectionId: string; call: CallContext },
  contracts: readonly Due[],
): Promise<Due[]> {
  if (contracts.length === 0) return []
  const crm = tools.crm(connectionId)
  const nativeIds = contracts.map(({ contract }) => contract.source.nativeId)
  const [renewals, lines] = await Promise.all([
    crm.getRenewalIds(nativeIds, call),
    crm.getContractLines(nativeIds, call),
  ])
  return contracts.filter(
    (_, index) =>
      answered(renewals[index]) === undefined &&
      answered(lines[index])?.some((line) => line.renewable) === true,
  )
}
