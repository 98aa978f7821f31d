import { isWeftError, WeftError } from '#shared/errors.ts'
import type { Written } from '#shared/writes.ts'
import type { SupportProvider } from '#support/provider.ts'
import { answered } from '../answers.ts'
import type { Step, StepContext } from '../process.ts'
import { toDay } from '../quote-to-cash/dates.ts'
import type { RenewalFacts, RenewedEntitlement } from '../renewal-to-invoice/facts.ts'
import { contractOf } from './customers-of.ts'
import { alsoCalling, difference, keepWritten, noteWritten, writesOf } from './written.ts'

/**
 * Who pays on is entitled on: long before the old end, so that nobody is without support at the seam. What is counted begins
 * anew with the new term; everything else lasts longer.
 */
export const extendEntitlements: Step<RenewalFacts> = {
  key: 'extend-entitlements',
  connectionOf: ({ support }) => support?.connectionId,
  action: 'Extend what the customer is entitled to',
  objectType: 'SupportEntitlement',
  effect: ({ entitlements }) => (entitlements.length > 0 ? 'UPDATE' : 'NO_OP'),
  compensation: { kind: 'REVERSIBLE', action: 'Give it its former end; deactivate what was made' },
  confidence: 'SIMULATED',
  dependsOn: ['activate-contract'],
  diff: ({ entitlements, terms }) =>
    entitlements.flatMap(({ name, startsOn, endsOn, units }) => [
      ...difference(units === undefined ? {} : { [`${name}.units`]: units, [`${name}.validFrom`]: startsOn }),
      {
        path: `${name}.validUntil`,
        before: units === undefined ? endsOn : null,
        after: terms.endDate,
      },
    ]),
  calls: 2,

  async run(facts, step) {
    const written: Written[] = []
    try {
      for (const entitlement of facts.entitlements) written.push(await renew(entitlement, facts, step))
    } catch (error) {
      // A step that is refused has left nothing: what of it was done before is taken back by itself.
      if (isWeftError(error) && !error.retryable) await takeBack(facts, idsOf(written), step)
      throw error
    }
    const [first, ...others] = written
    if (!first) return { record: undefined, output: {}, isUnchanged: true }
    for (const other of others) await keepWritten(other, 'SupportEntitlement', { step })
    return keepWritten(first, 'SupportEntitlement', { step, output: { entitlementIds: idsOf(written) } })
  },

  async compensate(facts, { output: { entitlementIds } }, step) {
    await takeBack(facts, Array.isArray(entitlementIds) ? entitlementIds.map(String) : [], step)
  },
}

const idsOf = (written: readonly Written[]): string[] => written.map(({ ref }) => ref.nativeId)

/** `ids`: of what was written, in the order of the entitlements. */
async function takeBack(
  { support, entitlements, terms }: RenewalFacts,
  ids: readonly string[],
  step: StepContext,
): Promise<void> {
  const provider = step.tools.support(support?.connectionId ?? '')
  const writes = writesOf(provider)
  for (const [index, id] of ids.entries()) {
    const { nativeId, endsOn, units } = entitlements[index] ?? { nativeId: id, endsOn: '', units: undefined }
    const call = alsoCalling(step.call, `${nativeId}:back`)
    if (units !== undefined)
      await noteWritten(await writes.setEntitlementActive({ nativeId: id, isActive: false }, call), step)
    else if (await isStillOurs(provider, { nativeId, endsOn, ours: terms.endDate }, step))
      await noteWritten(await writes.setEntitlementEnd({ nativeId, endsOn }, call), step)
  }
}

function renew(
  { nativeId, units, ...entitlement }: RenewedEntitlement,
  facts: RenewalFacts,
  step: StepContext,
): Promise<Written> {
  const writes = writesOf(step.tools.support(facts.support?.connectionId ?? ''))
  const { endDate } = facts.terms
  const call = alsoCalling(step.call, nativeId)
  if (units === undefined) return writes.setEntitlementEnd({ nativeId, endsOn: endDate }, call)
  const { name, accountNativeId, productNativeId, startsOn } = entitlement
  const crmContractId = contractOf(facts, step)
  return writes.createEntitlement(
    { name, accountNativeId, productNativeId, crmContractId, startsOn, endsOn: endDate, units },
    call,
  )
}

/** False: it has its former end already. Who has given it another one since meant it. */
async function isStillOurs(
  provider: SupportProvider,
  { nativeId, endsOn, ours }: { nativeId: string; endsOn: string; ours: string },
  { call }: StepContext,
): Promise<boolean> {
  const [answer] = await provider.getEntitlements([nativeId], call)
  const end = answered(answer)?.end
  const day = end && toDay(end)
  if (day === endsOn) return false
  if (day === ours) return true
  throw new WeftError('STALE_VERSION', 'somebody has given the entitlement another end since', {
    system: provider.connection.id,
    externalId: nativeId,
  })
}
