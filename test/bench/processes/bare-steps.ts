import type { Engine } from '#processes/engine/engine.ts'
import type { AnyProcess, StepContext, StepOutcome } from '#processes/process.ts'
import { isWeftError } from '#shared/errors.ts'
import { setTimeout as delay } from 'node:timers/promises'

/** A step whose system is busy is asked again so soon; the engine's own first wait is drawn below half a second. */
const AGAIN_MS = 100
const MOST_TRIES = 20

/** The preparation and every step of a process, one after the other, with the same providers and tools and nothing around them. */
export async function runBare(
  { tools }: Pick<Engine, 'tools'>,
  process: AnyProcess,
  { key, input }: { key: string; input: unknown },
): Promise<void> {
  const now = new Date()
  const signal = AbortSignal.timeout(120_000)
  const call = { correlationId: key, signal }
  const { facts, problems } = await untilAnswered(() => process.prepare(input, { call, tools, now }))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  const outcomes = new Map<string, StepOutcome>()
  for (const step of process.steps) {
    if (step.effect(facts) === 'NO_OP') continue
    const context: StepContext = {
      call: { ...call, idempotencyKey: `${key}:${step.key}` },
      tools,
      now,
      runId: key,
      outcomeOf: (name) => outcomes.get(name),
    }
    outcomes.set(step.key, await untilAnswered(() => step.run(facts, context)))
  }
}

async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask()
    } catch (error) {
      if (!isWeftError(error) || !error.retryable || tries === MOST_TRIES) throw error
      await delay(AGAIN_MS * Math.random())
    }
  }
}
