import type { Caller } from '#shared/subgraph/context.ts'
import type { z } from 'zod'
import { inBoth } from '#shared/access/in-both.ts'
import { userError } from '#shared/user-errors.ts'
import { processOf } from '../engine/engine.ts'
import type { Reach, Run } from '../engine/run-rows.ts'
import { Refused } from '../user-errors.ts'
import { reachOf } from '../visibility.ts'
import type { Decision } from './decision.ts'
import { mergePatch } from './merge-patch.ts'

/**
 * A run's input as a person has mended it, and what the run may be about from then on: what both who started it and who mended it
 * may see. Refused where the process takes no such input.
 */
export function mendInput(
  { engine, caller }: Decision,
  run: Run,
  patch: unknown,
): Pick<Run, 'input' | 'reach'> {
  if (patch === undefined) return { input: run.input, reach: run.reach }
  const input = mergePatch(run.input, patch)
  const parsed = processOf(engine, run.kind).input.safeParse(input)
  if (!parsed.success) throw new Refused(parsed.error.issues.flatMap(errorsOf))
  return { input, reach: narrow(run.reach, caller) }
}

/** Names what is wrong, in the words of the patch. */
function errorsOf(issue: z.core.$ZodIssue) {
  const path = ['patch', ...issue.path.map(String)]
  if (issue.code !== 'unrecognized_keys') return [userError('INVALID', issue.message, ...path)]
  return issue.keys.map((key) => userError('INVALID', 'nothing of this name is taken', ...path, key))
}

function narrow(reach: Reach, caller: Caller): Reach {
  const other = reachOf(caller)
  const customerIds = inBoth(reach.customerIds, other.customerIds)
  const businessUnits = inBoth(reach.businessUnits, other.businessUnits)
  return { ...(customerIds ? { customerIds } : {}), ...(businessUnits ? { businessUnits } : {}) }
}
