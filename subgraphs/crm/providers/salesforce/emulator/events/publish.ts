import { randomUUID } from 'node:crypto'
import { USER_ID } from '../auth.ts'
import { findObject } from '../objects.ts'
import type { FieldValue, Row } from '../org.ts'
import type { Change, Transaction } from '../write/change.ts'
import { append, type ChangeLog } from './change-log.ts'

type ChangeType = 'CREATE' | 'UPDATE' | 'DELETE'

interface Event {
  entity: string
  recordIds: string[]
  changeType: ChangeType
  changedFields: string[]
  fields: Record<string, unknown>
}

/** Turns a committed transaction into change events: one per row, same changes of several rows merged into one. */
export function publish({ org, now, origin, changes }: Transaction): void {
  const { log } = org
  const header = headerOf(log, now, origin)
  for (const [index, event] of merge(collapse(changes).map(toEvent)).entries()) {
    const isGap = takeGap(log, event.entity)
    const { entity, recordIds, changeType, changedFields, fields } = event
    const ChangeEventHeader = {
      entityName: entity,
      recordIds,
      changeType: isGap ? `GAP_${changeType}` : changeType,
      changedFields: isGap ? [] : changedFields,
      ...header,
      sequenceNumber: index + 1,
    }
    append(log, entity, now, { ChangeEventHeader, ...(isGap ? {} : fields) })
  }
}

function headerOf(log: ChangeLog, now: Date, origin: string) {
  log.lastCommitNumber += 17
  return {
    changeOrigin: origin,
    transactionKey: randomUUID(),
    commitTimestamp: now.getTime(),
    commitNumber: log.lastCommitNumber,
    commitUser: USER_ID,
  }
}

/** An event that says that something changed and not what; `GAP_OVERFLOW` names no record either. */
export function publishGap(
  log: ChangeLog,
  gap: { entity: string; recordIds: readonly string[]; changeType: string; now: Date },
): void {
  const { entity, recordIds, changeType, now } = gap
  append(log, entity, now, {
    ChangeEventHeader: {
      entityName: entity,
      recordIds: changeType === 'GAP_OVERFLOW' ? ['000000000000000AAA'] : recordIds,
      changeType,
      changedFields: [],
      ...headerOf(log, now, ''),
      sequenceNumber: 1,
    },
  })
}

function takeGap(log: ChangeLog, entity: string): boolean {
  const left = log.gaps.get(entity) ?? 0
  if (left > 0) log.gaps.set(entity, left - 1)
  return left > 0
}

/** A row that one transaction touched several times changed once; one it made and deleted never was. */
function collapse(changes: readonly Change[]): Change[] {
  const byRow = new Map<string, Change>()
  for (const change of changes) {
    const id = (change.after ?? change.before)?.Id ?? ''
    const first = byRow.get(id)
    byRow.set(id, first ? { ...first, after: change.after } : change)
  }
  return [...byRow.values()].filter(({ before, after }) => before || after)
}

function toEvent({ object, before, after }: Change): Event {
  const fields = after ? changedFields(object, before, after) : []
  return {
    entity: object,
    recordIds: [(after ?? before)?.Id ?? ''],
    changeType: before ? (after ? 'UPDATE' : 'DELETE') : 'CREATE',
    changedFields: before && after ? fields : [],
    fields: after ? toPayload(object, after, fields) : {},
  }
}

/** Never in an event: the id is in its header. */
const LEFT_OUT: ReadonlySet<string> = new Set(['Id', 'IsDeleted', 'SystemModstamp'])

/** Of a new row all that is not null, of a changed one what differs; LastModifiedDate always. */
function changedFields(object: string, before: Row | undefined, after: Row): string[] {
  const names = Object.keys(findObject(object)?.fields ?? {}).filter((field) => !LEFT_OUT.has(field))
  return names.filter((field) => {
    const value = after[field] ?? null
    if (!before) return value !== null
    return field === 'LastModifiedDate' || value !== (before[field] ?? null)
  })
}

function toPayload(object: string, row: Row, fields: readonly string[]): Record<string, unknown> {
  const kinds = findObject(object)?.fields ?? {}
  const payload: Record<string, unknown> = {}
  for (const field of fields) {
    const value = toEventValue(kinds[field], row[field] ?? null)
    const compound = compoundOf(object, field)
    if (!compound) payload[field] = value
    else if (compound.part)
      payload[compound.name] = { ...(payload[compound.name] as object | undefined), [compound.part]: value }
  }
  return payload
}

/** Events have whole seconds and `Z` where REST has milliseconds and `+0000`. */
const toEventValue = (kind: string | undefined, value: FieldValue): FieldValue =>
  kind === 'datetime' && typeof value === 'string' ? value.replace(/\.\d+Z$/, 'Z') : value

/** Addresses and a person's name nest: `BillingAddress.City`, `Name.LastName`. */
function compoundOf(object: string, field: string): { name: string; part?: string } | undefined {
  const [, kind, part] = /^(Billing|Shipping)(\w+)$/.exec(field) ?? []
  if (kind !== undefined && part !== undefined) return { name: `${kind}Address`, part }
  if (object !== 'Contact') return undefined
  if (field === 'Name') return { name: 'Name' }
  return field === 'FirstName' || field === 'LastName' ? { name: 'Name', part: field } : undefined
}

/** Rows of one object with the same change in a row of events become one event. */
function merge(events: readonly Event[]): Event[] {
  const merged: Event[] = []
  for (const event of events) {
    const last = merged.at(-1)
    if (last && keyOf(last) === keyOf(event)) last.recordIds.push(...event.recordIds)
    else merged.push({ ...event, recordIds: [...event.recordIds] })
  }
  return merged
}

const keyOf = ({ entity, changeType, changedFields: changed, fields }: Event): string =>
  JSON.stringify([entity, changeType, changed, fields])
