import type { Engine } from '#processes/engine/engine.ts'
import type { AnyProcess, Step } from '#processes/process.ts'

/** Puts something around every step of every process; for an engine whose worker has not started. */
export function wrapSteps(engine: Engine, wrap: (step: Step<unknown>) => Step<unknown>): void {
  const wrapped = [...engine.processes].map(([kind, process]): [typeof kind, AnyProcess] => [
    kind,
    { ...process, steps: process.steps.map(wrap) },
  ])
  engine.processes = new Map(wrapped)
}
