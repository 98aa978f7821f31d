import type { FieldSources } from '#shared/provenance.ts'
import type { MilestoneRecord } from '../../../provider.ts'
import type { RowOf, Tables } from '../native.ts'
import { type Origin, sourceOf, sourcesIn } from './origin.ts'
import { toInstant, toIsoDuration, toMilliseconds } from './values.ts'

function milestoneSources({ taskSla }: Pick<Tables, 'taskSla'>): FieldSources {
  return sourcesIn(taskSla, {
    'milestones.name': 'name',
    'milestones.target': 'duration',
    'milestones.startedAt': 'startedAt',
    'milestones.dueAt': 'breachesAt',
    'milestones.completedAt': 'stoppedAt',
    'milestones.violated': 'breached',
  })
}

/** Undefined for a clock that was cancelled, and for one whose target the instance does not say. */
export function toCanonicalMilestone(
  { taskSla }: Tables,
  row: RowOf<Tables['taskSla']>,
  origin: Origin,
): MilestoneRecord | undefined {
  const target = targetOf(row)
  if (row.stage === 'cancelled' || target === undefined) return undefined
  return {
    name: row.name,
    target: toIsoDuration(target),
    startedAt: toInstant(row.startedAt),
    dueAt: toInstant(row.breachesAt),
    // A stop time stands on paused clocks too.
    completedAt: row.stage === 'completed' ? toInstant(row.stoppedAt) : undefined,
    violated: row.breached === 'true',
    source: sourceOf(taskSla, row, origin),
    fieldSources: milestoneSources({ taskSla }),
  }
}

/** Milliseconds. A definition with a relative duration ("end of next business day") has only the time it led to. */
function targetOf({ duration, startedAt, breachesAt }: RowOf<Tables['taskSla']>): number | undefined {
  const start = toInstant(startedAt)
  const end = toInstant(breachesAt)
  return toMilliseconds(duration) ?? (start && end ? end.getTime() - start.getTime() : undefined)
}
