import type { Caller } from '#shared/subgraph/context.ts'
import type { Queryable } from '#shared/store/store.ts'
import { readExceptions } from './engine/exception-rows.ts'
import { type Reach, type Run, readRuns } from './engine/run-rows.ts'

/** What a caller is limited to, as a run remembers it of its starter. */
export function reachOf({ customerIds, businessUnits }: Caller): Reach {
  return { ...(customerIds ? { customerIds } : {}), ...(businessUnits ? { businessUnits } : {}) }
}

/** SQL that is true of rows that a caller may see, of their columns customer_id and business_unit_key; `$from` and the next. */
export function visibleTo({ customerIds, businessUnits }: Caller, from: number) {
  return {
    sql: `($${from}::text[] is null or customer_id = any($${from}))
      and ($${from + 1}::text[] is null or business_unit_key = any($${from + 1}))`,
    values: [customerIds ?? null, businessUnits ?? null],
  }
}

type Owned = Pick<Run, 'customerId' | 'businessUnitKey'>

/** Whether a caller may see a run, by whom it is about. One that is about nothing yet, or found nothing, is its starter's. */
export function maySeeRun(
  caller: Caller,
  run: Owned & Pick<Run, 'prepared' | 'clientId' | 'startedBy'>,
): boolean {
  const isOwn = run.clientId === caller.clientId && run.startedBy === caller.subject
  return (isOwn && isAboutNothing(run)) || maySeeOwned(caller, run)
}

const isAboutNothing = ({ prepared, customerId }: Pick<Run, 'prepared' | 'customerId'>): boolean =>
  prepared === null || (customerId === null && prepared.facts === undefined && prepared.subject === undefined)

/** The same of anything that belongs to a customer and a unit. */
export function maySeeOwned({ customerIds, businessUnits }: Caller, owned: Owned): boolean {
  const isWithin = (key: string | null, allowed: readonly string[] | undefined): boolean =>
    allowed === undefined || (key !== null && allowed.includes(key))
  return isWithin(owned.customerId, customerIds) && isWithin(owned.businessUnitKey, businessUnits)
}

/** Whether there is such a run or exception, as far as a caller may know. */
export async function hasProcessNode(
  store: Queryable,
  { type, id }: { type: 'ProcessRun' | 'ExceptionItem'; id: string },
  caller: Caller,
): Promise<boolean> {
  if (type === 'ExceptionItem')
    return (await readExceptions(store, [id])).some((item) => maySeeOwned(caller, item))
  return (await readRuns(store, [id])).some((run) => maySeeRun(caller, run))
}
