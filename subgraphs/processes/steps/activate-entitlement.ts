import type { Written } from '#shared/writes.ts'
import type { Step } from '../process.ts'
import type { DealFacts, DealLine } from '../quote-to-cash/facts.ts'
import { contractOf, supportAccountOf } from './customers-of.ts'
import { alsoCalling, difference, keepWritten, noteWritten, writesOf } from './written.ts'

/** What recurs and support knows is covered from the contract's first day to its last. */
export const activateEntitlement: Step<DealFacts> = {
  key: 'activate-entitlement',
  connectionOf: ({ support }) => support?.connectionId,
  action: 'Entitle the customer to support',
  objectType: 'SupportEntitlement',
  effect: (facts) => (facts.support && coveredLines(facts).length > 0 ? 'CREATE' : 'NO_OP'),
  compensation: { kind: 'REVERSIBLE', action: 'Deactivate it' },
  confidence: 'SIMULATED',
  dependsOn: ['create-support-account', 'activate-contract', 'post-invoice'],
  diff: (facts) =>
    difference({
      products: coveredLines(facts)
        .map(({ name }) => name)
        .join(', '),
      validFrom: facts.terms.startDate,
      validUntil: facts.terms.endDate,
    }),
  calls: 2,

  async run(facts, step) {
    const { support, terms } = facts
    const writes = writesOf(step.tools.support(support?.connectionId ?? ''))
    const made: Written[] = []
    for (const { name, supportProductId } of coveredLines(facts))
      made.push(
        await writes.createEntitlement(
          {
            name: `${name} support`,
            accountNativeId: supportAccountOf(facts, step),
            productNativeId: supportProductId,
            crmContractId: contractOf(facts, step),
            startsOn: terms.startDate,
            endsOn: terms.endDate,
            units: undefined,
          },
          alsoCalling(step.call, supportProductId),
        ),
      )
    const output = { entitlementIds: made.map(({ ref }) => ref.nativeId) }
    const [first, ...others] = made
    if (!first) return { record: undefined, output, isUnchanged: true }
    for (const other of others) await keepWritten(other, 'SupportEntitlement', { step })
    return keepWritten(first, 'SupportEntitlement', { step, output })
  },

  async compensate({ support }, { output: { entitlementIds } }, step) {
    const writes = writesOf(step.tools.support(support?.connectionId ?? ''))
    for (const id of Array.isArray(entitlementIds) ? entitlementIds.map(String) : [])
      await noteWritten(
        await writes.setEntitlementActive({ nativeId: id, isActive: false }, alsoCalling(step.call, id)),
        step,
      )
  },
}

/** One entitlement for each product, however many lines sell it. */
function coveredLines({ lines }: DealFacts): (DealLine & { supportProductId: string })[] {
  const covered = lines.flatMap((line) =>
    line.isRecurring && line.supportProductId !== undefined
      ? [{ ...line, supportProductId: line.supportProductId }]
      : [],
  )
  return [...new Map(covered.map((line) => [line.supportProductId, line])).values()]
}
