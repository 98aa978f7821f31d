import { createExpansion } from '../../limits/expansion.ts'
import { createPlanWorker } from '../../limits/plan-worker.ts'
import { createSplitPlanner } from '../../limits/planner.ts'
import { createTypedSelections } from '../../limits/typed-selections.ts'
import type { OperationPlanner, PlannerSource } from './query-planner.ts'

/** Plans on this thread what is light; the rest on another one, which gives up at its deadline and starts when needed. */
export function createPlannerWithDeadline({
  supergraphSdl,
  apiSchema,
  here,
}: PlannerSource): OperationPlanner {
  const countTyped = createTypedSelections(apiSchema)
  const elsewhere = createPlanWorker({ supergraphSdl })
  return {
    ...createSplitPlanner({
      here,
      elsewhere,
      weigh: (document) => countTyped(document, createExpansion(document).fragments),
    }),
    close: () => elsewhere.close(),
  }
}
