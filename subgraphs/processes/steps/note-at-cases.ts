import { isWeftError } from '#shared/errors.ts'
import { ADVICE } from '../payment-exception/classify.ts'
import type { PaymentExceptionFacts } from '../payment-exception/facts.ts'
import type { Step, StepContext } from '../process.ts'
import { alsoCalling, noteWritten, writesOf } from './written.ts'

/** Agents who work on the customer's cases know of it before the customer tells them. */
export const noteFailure = noteAtCases({
  key: 'note-failure',
  action: 'Tell the agents of open cases that a payment failed',
  dependsOn: [],
  textOf: ({ amount, failure, failureCode, graceUntil, nextAttemptAt }) =>
    [
      `A payment of ${amount.amount} ${amount.currencyCode} failed: ${failure}${failureCode ? ` (${failureCode})` : ''}.`,
      ADVICE[failure],
      ...(nextAttemptAt === undefined ? [] : [`Billing tries again at ${nextAttemptAt}.`]),
      ...(failure === 'DISPUTE' ? [] : [`The account is in grace until ${graceUntil}.`]),
    ].join('\n'),
  correction: 'What followed from a failed payment was taken back: serve the customer as before.',
})

export const noteSuspension = noteAtCases({
  key: 'note-suspension',
  action: 'Tell them that support is suspended',
  dependsOn: ['suspend-entitlements'],
  textOf: ({ amount }, step) =>
    Number(step.outcomeOf('suspend-entitlements')?.output.suspended ?? 0) > 0
      ? `Support is suspended until ${amount.amount} ${amount.currencyCode} are paid; then it goes on by itself.`
      : undefined,
  correction: undefined,
})

export const noteSettlement = noteAtCases({
  key: 'note-settlement',
  action: 'Tell them how it ended',
  dependsOn: ['restore-entitlements'],
  textOf: (_, step) => ENDINGS[String(endOf(step))],
  correction: undefined,
})

const endOf = (step: StepContext) =>
  step.outcomeOf('restore-entitlements')?.output.debt ?? step.outcomeOf('await-payment')?.output.debt

const ENDINGS: Readonly<Record<string, string>> = {
  SETTLED: 'What the failed payment was for is settled: nothing follows from it any more.',
  WRITTEN_OFF: 'The debt was written off. What was suspended stays so until somebody restores it.',
}

interface CaseNote {
  key: string
  action: string
  dependsOn: readonly string[]
  /** Undefined: there is nothing to say. */
  textOf(facts: PaymentExceptionFacts, step: StepContext): string | undefined
  /** What a second note says where the first no longer holds; undefined: it holds. */
  correction: string | undefined
}

/** A note at each open case, once each; a case that was closed meanwhile needs none. */
function noteAtCases({ key, action, dependsOn, textOf, correction }: CaseNote): Step<PaymentExceptionFacts> {
  const step: Step<PaymentExceptionFacts> = {
    key,
    action,
    dependsOn,
    connectionOf: ({ cases: [first] }) => first?.connectionId,
    objectType: 'Case',
    effect: ({ cases }) => (cases.length > 0 ? 'NOTIFY' : 'NO_OP'),
    compensation:
      correction === undefined ? { kind: 'NOT_NEEDED' } : { kind: 'REVERSIBLE', action: correction },
    confidence: 'SIMULATED',
    diff: () => [],
    calls: 2,
    async run(facts, context) {
      const text = textOf(facts, context)
      if (text !== undefined) await noteAll(facts, text, context)
      return { record: undefined, output: {}, isUnchanged: text === undefined }
    },
  }
  if (correction !== undefined) step.compensate = (facts, _, context) => noteAll(facts, correction, context)
  return step
}

async function noteAll({ cases }: PaymentExceptionFacts, text: string, step: StepContext): Promise<void> {
  for (const { connectionId, nativeId } of cases) {
    const writes = writesOf(step.tools.support(connectionId))
    const call = alsoCalling(step.call, nativeId)
    try {
      await noteWritten(await writes.annotateCase({ caseNativeId: nativeId, text }, call), step)
    } catch (error) {
      if (!isWeftError(error, 'REJECTED_BY_SYSTEM') && !isWeftError(error, 'NOT_FOUND')) throw error
    }
  }
}
