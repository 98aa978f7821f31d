import type { SupportEntitlementRecord } from '#support/provider.ts'
import { isWeftError } from '#shared/errors.ts'
import { isUnreadable } from '#shared/listed.ts'
import { answered } from '../answers.ts'
import type { PaymentExceptionFacts } from '../payment-exception/facts.ts'
import type { Step, StepContext } from '../process.ts'
import { graceIsOver } from './await-payment.ts'
import { isInUse, restoreAll, setActive } from './suspensions.ts'

/**
 * What the customer is entitled to is out of use. What is meant is claimed before the first is touched, so that whoever restores
 * knows all of it, and two payments that fail suspend once and restore once both are settled.
 */
export const suspendEntitlements: Step<PaymentExceptionFacts> = {
  key: 'suspend-entitlements',
  connectionOf: ({ support: [first] }) => first?.connectionId,
  action: 'Suspend what the customer is entitled to',
  objectType: 'SupportEntitlement',
  effect: ({ failure, support }) => (failure === 'DISPUTE' || support.length === 0 ? 'NO_OP' : 'UPDATE'),
  compensation: { kind: 'REVERSIBLE', action: 'Restore it' },
  confidence: 'NONE',
  dependsOn: ['await-payment'],
  isSequencedByCustomer: true,
  diff: () => [{ path: 'status', before: 'ACTIVE', after: 'SUSPENDED' }],
  calls: 4,

  async run(facts, step) {
    if (!graceIsOver(step)) return { record: undefined, output: { suspended: 0 }, isUnchanged: true }
    const { runId, tools } = step
    const claimed = await tools.claims.find('SUSPENSION', { runId })
    const subjects =
      claimed.length > 0 ? claimed.map(({ subject }) => subject) : await claimActive(facts, step)
    let suspended = 0
    try {
      for (const subject of subjects) {
        if (await setActive(subject, false, step)) suspended += 1
        else await tools.claims.drop('SUSPENSION', subject, runId)
      }
    } catch (error) {
      // A step that is refused has left nothing: what of it was done before is taken back by itself.
      if (isWeftError(error) && !error.retryable) await restoreAll(step)
      throw error
    }
    return { record: undefined, output: { suspended }, isUnchanged: suspended === 0 }
  },

  compensate: (_, __, step) => restoreAll(step),
}

async function claimActive(facts: PaymentExceptionFacts, step: StepContext): Promise<string[]> {
  const { call, runId, tools } = step
  const lists = await Promise.all(
    facts.support.map(async ({ connectionId, accountNativeIds }) => {
      const answers = await tools.support(connectionId).listEntitlements(accountNativeIds, call)
      return answers.flatMap((answer) => answered(answer) ?? [])
    }),
  )
  const records = lists.flat().flatMap((item) => (isUnreadable(item) ? [] : [item]))
  const subjects: string[] = []
  for (const record of records) if (await isToBeSuspended(record, step)) subjects.push(subjectOf(record))
  await tools.claims.join('SUSPENSION', subjects, runId)
  return subjects
}

/** What a person has suspended is not ours; what another payment of the customer has, is ours as well. */
async function isToBeSuspended(record: SupportEntitlementRecord, { tools }: StepContext): Promise<boolean> {
  if (isInUse(record)) return true
  if (record.status !== 'SUSPENDED') return false
  return (await tools.claims.find('SUSPENSION', { subject: subjectOf(record) })).length > 0
}

const subjectOf = ({ source: { connectionId, nativeId } }: SupportEntitlementRecord): string =>
  `${connectionId}/${nativeId}`
