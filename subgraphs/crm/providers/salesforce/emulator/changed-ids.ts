import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { DataRequest } from './data-request.ts'
import { SalesforceRefusal } from './errors.ts'
import { rowsOf, tableOf, toWire } from './org.ts'
import { objectAt } from './addressed.ts'

const DAY_MS = 86_400_000
const MAX_IDS = 600_000

/** `GET /sobjects/Account/updated?start=&end=`: ids of rows made or changed, at most 30 days back. */
export function answerUpdated(request: DataRequest, objectName: string): EmulatorResponse {
  const object = objectAt(objectName)
  const span = spanOf(request, 30)
  const ids = rowsOf(request.org, object.name)
    .filter(({ LastModifiedDate }) => isWithin(String(LastModifiedDate), span))
    .map(({ Id }) => Id)
  if (ids.length > MAX_IDS)
    throw new SalesforceRefusal(
      400,
      'EXCEEDED_ID_LIMIT',
      `limit of ${MAX_IDS} ids exceeded; use a shorter span`,
    )
  return { status: 200, body: { ids, latestDateCovered: latestOf(request, span) } }
}

/** `GET /sobjects/Account/deleted?start=&end=`: what was deleted, at most 15 days back. */
export function answerDeleted(request: DataRequest, objectName: string): EmulatorResponse {
  const object = objectAt(objectName)
  const span = spanOf(request, 15)
  const deletedRecords = [...tableOf(request.org, object.name).deleted.values()]
    .filter(({ SystemModstamp }) => isWithin(String(SystemModstamp), span))
    .map(({ Id, SystemModstamp }) => ({ id: Id, deletedDate: toWire('datetime', SystemModstamp ?? null) }))
  return {
    status: 200,
    body: {
      deletedRecords,
      earliestDateAvailable: toWire('datetime', new Date(request.now.getTime() - 15 * DAY_MS).toISOString()),
      latestDateCovered: latestOf(request, span),
    },
  }
}

interface Span {
  start: number
  end: number
}

/** Both ends to the minute, as the vendor cuts them. */
function spanOf({ query, now }: DataRequest, mostDays: number): Span {
  const [start = Number.NaN, end = Number.NaN] = ['start', 'end'].map(
    // A plus sign that was not encoded arrives as a space.
    (name) => Date.parse((query.get(name) ?? '').replace(' ', '+')) - 0,
  )
  if (Number.isNaN(start) || Number.isNaN(end))
    throw invalidDate('startDate and endDate must be date and time')
  const span = { start: Math.floor(start / 60_000) * 60_000, end: Math.floor(end / 60_000) * 60_000 }
  if (span.end <= span.start)
    throw invalidDate('endDate must be at least one minute greater than the startDate')
  if (span.start < now.getTime() - mostDays * DAY_MS)
    throw invalidDate(`startDate cannot be more than ${mostDays} days ago`)
  return span
}

const invalidDate = (message: string): SalesforceRefusal =>
  new SalesforceRefusal(400, 'INVALID_REPLICATION_DATE', message)

function isWithin(instant: string, { start, end }: Span): boolean {
  const time = Date.parse(instant)
  return time >= start && time < end
}

const latestOf = ({ now }: DataRequest, { end }: Span) =>
  toWire('datetime', new Date(Math.min(end, now.getTime())).toISOString())
