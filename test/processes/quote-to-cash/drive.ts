import { isWeftError, type WeftError } from '#shared/errors.ts'
import type { StepContext, StepOutcome } from '#processes/process.ts'
import type { DealFacts } from '#processes/quote-to-cash/facts.ts'
import { quoteToCash } from '#processes/quote-to-cash.ts'
import { TODAY } from './deal.ts'
import type { Systems } from './systems.ts'

/** What a run came to without a journal: what each step left, and which one was refused. */
export interface Driven {
  outcomes: Map<string, StepOutcome>
  skipped: string[]
  refusal: { stepKey: string; error: WeftError } | undefined
}

/** Reads the deal, then does its steps as the engine does: what may pass is tried again, a refusal ends it. */
export async function goForward(systems: Systems): Promise<{ facts: DealFacts } & Driven> {
  const call = { correlationId: 'test', signal: AbortSignal.timeout(5_000) }
  const input = { opportunityRef: { systemId: 'crm', objectType: 'Opportunity', externalId: 'deal' } }
  const { facts, problems } = await quoteToCash.prepare(input, { call, tools: systems.tools, now: TODAY })
  if (!facts) throw new Error(problems.map(({ message }) => message).join())
  const driven: Driven = { outcomes: new Map(), skipped: [], refusal: undefined }
  for (const step of quoteToCash.steps) {
    if (step.effect(facts) === 'NO_OP') {
      driven.skipped.push(step.key)
      continue
    }
    const outcome = await patiently(() => step.run(facts, contextOf(systems, driven, step.key)))
    if (isWeftError(outcome)) return { facts, ...driven, refusal: { stepKey: step.key, error: outcome } }
    driven.outcomes.set(step.key, outcome)
  }
  return { facts, ...driven }
}

/** Takes back what was done, the last first; everything twice, as after a crash. */
export async function goBack(
  systems: Systems,
  { facts, ...driven }: { facts: DealFacts } & Driven,
): Promise<void> {
  for (const step of quoteToCash.steps.toReversed()) {
    const outcome = driven.outcomes.get(step.key)
    if (!outcome || outcome.isUnchanged) continue
    for (let time = 0; time < 2; time += 1)
      await step.compensate?.(facts, outcome, contextOf(systems, driven, `${step.key}:undo`))
  }
}

function contextOf({ tools }: Systems, { outcomes }: Driven, name: string): StepContext {
  return {
    call: { correlationId: 'test', signal: AbortSignal.timeout(5_000), idempotencyKey: `run:1:${name}` },
    tools,
    now: TODAY,
    runId: 'run',
    outcomeOf: (key) => outcomes.get(key),
  }
}

async function patiently(run: () => Promise<StepOutcome>): Promise<StepOutcome | WeftError> {
  for (let attempt = 1; ; attempt += 1)
    try {
      const outcome = await run()
      return JSON.parse(JSON.stringify(outcome)) as StepOutcome
    } catch (error) {
      if (!isWeftError(error)) throw error
      if (!error.retryable || attempt > 3) return error
    }
}
