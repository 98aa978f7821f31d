import { type Answer, answerOf, settle } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import { isUnreadable, type Listed } from '#shared/listed.ts'
import type { Position } from '#shared/newest-first.ts'
import type { Page } from '#shared/page.ts'
import type { CaseListRequest, CaseRecord, MilestoneRecord } from '../../provider.ts'
import { parseRow } from './native.ts'
import type { Condition, Query } from './query.ts'
import { type Reading, readByIds, readInParts, toListed } from './reading.ts'
import type { RawRow } from './table-reader.ts'
import { stateConditions, toCanonicalCase } from './to-canonical/case.ts'
import { toCanonicalMilestone } from './to-canonical/milestone.ts'
import type { Origin } from './to-canonical/origin.ts'
import { toInstant, toNativeInstant } from './to-canonical/values.ts'

type Field = 'account' | 'state' | 'openedAt' | 'sysId'

/** One request to the Table API for each customer: together they are one batch, and nobody's many cases hide others'. */
export function listCases(
  reading: Reading,
  requests: readonly CaseListRequest[],
  call: CallContext,
): Promise<Answer<Page<Listed<CaseRecord>>>[]> {
  return Promise.all(requests.map((request) => settle(listCasesOfOne(reading, request, call))))
}

async function listCasesOfOne(
  { reader, tables, origin }: Reading,
  request: CaseListRequest,
  call: CallContext,
): Promise<Page<Listed<CaseRecord>>> {
  const query = caseQuery(request)
  if (query.anyOf.length === 0) return { items: [], hasNextPage: false }
  const from = origin()
  const page = await reader.readPage(tables.case, { ...query, limit: request.first + 1 }, call)
  const items: Listed<CaseRecord>[] = []
  for (const row of page.rows.slice(0, request.first)) {
    const before = items.at(-1)
    items.push(toListedCase(tables, row, from, before ? placeOf(before) : request.after?.at))
  }
  return { items, hasNextPage: page.hasMore || page.rows.length > request.first }
}

/** Stands behind the row before it where the row itself does not say when it began. */
function toListedCase(
  tables: Reading['tables'],
  row: RawRow,
  from: Origin,
  before: Date | undefined,
): Listed<CaseRecord> {
  const { case: table } = tables
  const openedAt = toInstant(String(row[table.fields.openedAt]))
  return toListed({ table, row, connectionId: from.connectionId }, openedAt ?? before, () =>
    toCanonicalCase(tables, parseRow(table, row, from.connectionId), from),
  )
}

const placeOf = (item: Listed<CaseRecord>): Date => (isUnreadable(item) ? item.createdAt : item.openedAt)

function caseQuery({ accountIds, statuses, after }: CaseListRequest): Query<Field> {
  const ofAccount: Condition<Field> = ['account', 'IN', accountIds]
  return {
    anyOf: positionConditions(after).flatMap((position) =>
      stateConditions(statuses).map((state) => [ofAccount, ...state, ...position]),
    ),
    orderBy: ['-openedAt', '-sysId'],
  }
}

/** What stands after a position: older, or as old with a smaller id. */
function positionConditions(after: Position | undefined): Condition<Field>[][] {
  if (!after) return [[]]
  if (!/^\w{1,64}$/.test(after.nativeId))
    throw new WeftError('INVALID_CURSOR', 'the cursor names no case of this system')
  const openedAt = toNativeInstant(after.at)
  return [
    [['openedAt', '<', openedAt]],
    [
      ['openedAt', '=', openedAt],
      ['sysId', '<', after.nativeId],
    ],
  ]
}

export async function getCases(
  reading: Reading,
  caseIds: readonly string[],
  call: CallContext,
): Promise<Answer<CaseRecord>[]> {
  const { tables, origin } = reading
  const from = origin()
  const rows = await readByIds(reading, tables.case, caseIds, call)
  return caseIds.map((id) =>
    answerOf(() => {
      const row = rows.get(id)
      return row && toCanonicalCase(tables, parseRow(tables.case, row, from.connectionId), from)
    }),
  )
}

export async function listMilestones(
  { reader, tables, origin }: Reading,
  caseIds: readonly string[],
  call: CallContext,
): Promise<Answer<MilestoneRecord[]>[]> {
  const from = origin()
  const table = tables.taskSla
  const rows = await readInParts(caseIds, (part) => reader.readAll(table, [['task', 'IN', part]], call))
  const rowsOfCase = Map.groupBy(rows, (row) => String(row[table.fields.task]))
  return caseIds.map((id) =>
    answerOf(() =>
      (rowsOfCase.get(id) ?? [])
        .map((row) => toCanonicalMilestone(tables, parseRow(table, row, from.connectionId), from))
        .filter((milestone) => milestone !== undefined)
        .sort(byStart),
    ),
  )
}

function byStart(one: MilestoneRecord, other: MilestoneRecord): number {
  const start = (one.startedAt?.getTime() ?? 0) - (other.startedAt?.getTime() ?? 0)
  return start || (one.dueAt?.getTime() ?? 0) - (other.dueAt?.getTime() ?? 0)
}
