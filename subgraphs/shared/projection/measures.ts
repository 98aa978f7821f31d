import type { Clock } from '../clock.ts'
import { countsOf, type Metric, type Sample } from '../telemetry/metric.ts'
import type { ListRow } from './list-rows.ts'
import type { Projections } from './open-projections.ts'

/** How far lists are kept, the same from each process, and what this one has found in them. */
export function metricsOfProjections(
  { progress, reads }: Pick<Projections, 'progress' | 'reads'>,
  clock: Clock,
): Metric[] {
  const perList = (read: (list: ListRow) => number | undefined) => async (): Promise<Sample<number>[]> =>
    (await progress()).flatMap((list) => {
      const value = read(list)
      return value === undefined
        ? []
        : [{ labels: { connection: list.connectionId, list: list.name }, value }]
    })
  return [
    {
      name: 'weft_projection_reads_total',
      kind: 'counter',
      help: 'Questions to a list that is kept, by whether it could answer or its system had to be asked.',
      read: () => countsOf(reads),
    },
    {
      name: 'weft_projection_records',
      kind: 'gauge',
      help: 'Records in the running or last reading of the whole list.',
      read: perList(({ records }) => records),
    },
    {
      name: 'weft_projection_age_seconds',
      kind: 'gauge',
      help: 'How long ago a list was known to be complete; none until it is for the first time.',
      read: perList(
        ({ completeThrough }) =>
          completeThrough && (clock.now().getTime() - completeThrough.getTime()) / 1_000,
      ),
    },
  ]
}
