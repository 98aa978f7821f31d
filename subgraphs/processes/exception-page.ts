import { WeftError } from '#shared/errors.ts'
import { type Connection, type PageInput, parsePageArguments, toConnection } from '#shared/page.ts'
import type { ExceptionFilter } from './__generated__/resolvers.ts'
import type { Context } from './context.ts'
import { EXCEPTION_COLUMNS, type ExceptionRow } from './engine/exception-rows.ts'
import { visibleTo } from './visibility.ts'

const EXCEPTIONS = 'Query.exceptions'

/** A page of the exceptions that a caller may see, newest first. */
export async function listExceptions(
  page: PageInput,
  filter: ExceptionFilter,
  { engine, units, request }: Context,
): Promise<Connection<ExceptionRow>> {
  const { first, after } = parsePageArguments(EXCEPTIONS, page)
  if (after !== undefined && !/^\d{1,18}$/.test(after))
    throw new WeftError('INVALID_CURSOR', 'the cursor names no place in this list')
  const visible = visibleTo(request.caller, 11)
  const rows = await engine.store.query<ExceptionRow>(
    `select ${EXCEPTION_COLUMNS} from processes.exceptions as item
     where ($2::bigint is null or sequence < $2) and ($3::text[] is null or state = any($3))
       and ($4::text[] is null or class = any($4))
       and ($5::text[] is null or (select kind from processes.runs where id = run_id) = any($5))
       and ($6::text[] is null or business_unit_key = any($6)) and ($7::text[] is null or business_unit_key = any($7))
       and ($8::interval is null or opened_at < $9::timestamptz - $8::interval)
       and ($10::text[] is null or cause = any($10)) and ${visible.sql}
     order by sequence desc limit $1`,
    [
      ...[first + 1, after ?? null, filter.states ?? null, filter.classes ?? null, filter.kinds ?? null],
      filter.regions ? units.keysOfRegions(filter.regions) : null,
      filter.businessUnitIds ? filter.businessUnitIds.flatMap((id) => units.keyOf(id) ?? []) : null,
      ...[filter.olderThan ?? null, request.receivedAt, filter.causes ?? null, ...visible.values],
    ],
  )
  return toConnection(EXCEPTIONS, { items: rows.slice(0, first), hasNextPage: rows.length > first }, after, {
    positionOf: ({ sequence }) => sequence,
    nodeOf: (row) => row,
  })
}
