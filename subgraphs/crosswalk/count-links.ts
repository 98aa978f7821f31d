import type { Queryable } from '#shared/store/store.ts'

/** How many links there are of one kind. */
export interface LinkCount {
  /** `Customer`, `Invoice`, … */
  type: string
  state: string
  count: number
}

/** Counts every link: a scan of the table, so ask rarely. */
export function countLinks(store: Queryable): Promise<LinkCount[]> {
  return store.query<LinkCount & object>(
    'select type, state, count(*)::int as count from crosswalk.links group by type, state order by type, state',
  )
}
