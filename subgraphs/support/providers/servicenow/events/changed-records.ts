import { type Answer, answerOf, settle } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ChangedRecord, RecordRef } from '#shared/events/changes.ts'
import { isWeftError } from '#shared/errors.ts'
import { getEntitlements } from '../entitlements.ts'
import { customerIdentity } from '../identities.ts'
import { parseRow, type Row, type RowOf } from '../native.ts'
import { type Reading, readByIds } from '../reading.ts'
import { toCanonicalAccount } from '../to-canonical/account.ts'
import { toCanonicalCase } from '../to-canonical/case.ts'
import { type Origin, refTo } from '../to-canonical/origin.ts'
import { toInstant } from '../to-canonical/values.ts'
import type { SupportEntitlementRecord } from '../../../provider.ts'
import { type FollowedTables, versionOf } from './followed-tables.ts'

export interface ChangeReading {
  connection: Connection
  reading: Reading
  followed: FollowedTables
}

type Answers = ReadonlyMap<string, Answer<ChangedRecord>>

/** The records as they are now: one read for each table, all of them in one call. */
export async function readChanged(
  context: ChangeReading,
  refs: readonly RecordRef[],
  call: CallContext,
): Promise<Answer<ChangedRecord>[]> {
  const groups = Map.groupBy(refs, ({ objectType }) => objectType)
  const read = [...groups].map(async ([table, group]) => {
    const ids = group.map(({ nativeId }) => nativeId)
    return [table, await settle(readTable(context, table, ids, call))] as const
  })
  const answersOf = new Map(await Promise.all(read))
  return refs.map(({ objectType, nativeId }) => {
    const answers = answersOf.get(objectType)
    return isWeftError(answers) ? answers : answers?.get(nativeId)
  })
}

async function readTable(
  context: ChangeReading,
  name: string,
  ids: readonly string[],
  call: CallContext,
): Promise<Answers> {
  const { followed } = context
  const from = context.reading.origin()
  switch (name) {
    case followed.case.name:
      return readRows(context, followed.case, ids, call, (row) => toChangedCase(context, row, from))
    case followed.account.name:
      return readRows(context, followed.account, ids, call, (row) => toChangedAccount(context, row, from))
    case followed.entitlement.name:
      return readEntitlements(context, ids, call)
    case followed.usage.name:
      return readUsages(context, ids, call)
    case followed.contact.name:
      return readRows(context, followed.contact, ids, call, (row) => toOther(context, name, row, from))
    case followed.contract.name:
      return readRows(context, followed.contract, ids, call, (row) => toOther(context, name, row, from))
    default:
      return new Map()
  }
}

async function readRows<Field extends string>(
  { connection, reading }: ChangeReading,
  table: Parameters<typeof readByIds<Field>>[1],
  ids: readonly string[],
  call: CallContext,
  toRecord: (row: Row<Field | 'sysId'>) => ChangedRecord,
): Promise<Answers> {
  const rows = await readByIds(reading, table, ids, call)
  return new Map(
    [...rows].map(([id, row]) => [id, answerOf(() => toRecord(parseRow(table, row, connection.id)))]),
  )
}

function toChangedCase(
  { reading: { tables } }: ChangeReading,
  row: RowOf<FollowedTables['case']>,
  from: Origin,
): ChangedRecord {
  const record = toCanonicalCase(tables, row, from)
  return {
    kind: 'CASE',
    ...stateOf(row),
    objectType: tables.case.name,
    entity: { type: 'Case', ref: record.source },
    customer: record.account,
    facts: {
      status: record.status,
      severity: record.severity ?? null,
      escalated: record.escalated,
      openedAt: record.openedAt.toISOString(),
      escalatedAt: record.escalatedAt?.toISOString() ?? null,
      resolvedAt: record.resolvedAt?.toISOString() ?? null,
    },
  }
}

function toChangedAccount(
  { connection, reading }: ChangeReading,
  row: RowOf<FollowedTables['account']>,
  from: Origin,
): ChangedRecord {
  const record = toCanonicalAccount(reading.tables, row, from)
  const customFields = record.customFields.map(({ key, value }) => [`customFields.${key}`, String(value)])
  return {
    kind: 'CUSTOMER',
    ...stateOf(row),
    objectType: reading.tables.account.name,
    identity: customerIdentity(row, connection, reading),
    entity: { type: 'Customer', ref: record.source },
    customer: record.source,
    facts: {
      createdAt: toInstant(row.createdAt)?.toISOString() ?? null,
      fields: {
        displayName: record.name,
        supportTier: record.supportTier ?? null,
        ...Object.fromEntries(customFields),
      },
    },
  }
}

/** What units are left stands in another table, so an entitlement is another one when any of that has changed. */
async function readEntitlements(
  context: ChangeReading,
  ids: readonly string[],
  call: CallContext,
): Promise<Answers> {
  const { connection, reading, followed } = context
  const [found, rows] = await Promise.all([
    getEntitlements(reading, ids, call),
    readByIds(reading, followed.entitlement, ids, call),
  ])
  return new Map(
    ids.flatMap((id, index): [string, Answer<ChangedRecord>][] => {
      const record = found[index]
      if (record === undefined || isWeftError(record)) return [[id, record]]
      const changed = toChangedEntitlement({ objectType: followed.entitlement.name, nativeId: id }, record)
      const row = rows.get(id)
      if (!row) return [[id, changed]]
      const version = versionOf(parseRow(followed.entitlement, row, connection.id))
      return [[id, { ...changed, writtenAs: { objectType: followed.entitlement.name, version } }]]
    }),
  )
}

/** A usage row tells of its entitlement. */
async function readUsages(
  { connection, reading, followed }: ChangeReading,
  ids: readonly string[],
  call: CallContext,
): Promise<Answers> {
  const rows = await readByIds(reading, followed.usage, ids, call)
  const entitlementOf = new Map(
    [...rows].map(([id, row]) => [id, parseRow(followed.usage, row, connection.id).entitlement]),
  )
  const wanted = [...new Set(entitlementOf.values())]
  const found = await getEntitlements(reading, wanted, call)
  return new Map(
    [...entitlementOf].map(([id, entitlement]): [string, Answer<ChangedRecord>] => {
      const record = found[wanted.indexOf(entitlement)]
      if (record === undefined || isWeftError(record)) return [id, record]
      return [id, toChangedEntitlement({ objectType: followed.usage.name, nativeId: id }, record)]
    }),
  )
}

function toChangedEntitlement(ref: RecordRef, record: SupportEntitlementRecord): ChangedRecord {
  const { status, remainingUnits, totalUnits, source } = record
  const updatedAt = source.sourceUpdatedAt
  return {
    kind: 'ENTITLEMENT',
    ...ref,
    version: undefined,
    digest: JSON.stringify([updatedAt, status, remainingUnits, totalUnits]),
    changedAt: updatedAt,
    entity: { type: 'SupportEntitlement', ref: source },
    customer: record.account,
    facts: { status, createdAt: record.start?.toISOString() ?? null },
  }
}

function toOther(
  { reading: { tables } }: ChangeReading,
  objectType: string,
  row: Row<'sysId' | 'updatedAt' | 'modCount' | 'account'>,
  from: Origin,
): ChangedRecord {
  const customer = refTo(tables.account.name, row.account, from)
  return { kind: 'OTHER', ...stateOf(row), objectType, entity: undefined, customer, facts: {} }
}

function stateOf(row: Row<'sysId' | 'updatedAt' | 'modCount'>) {
  return { nativeId: row.sysId, version: versionOf(row), changedAt: toInstant(row.updatedAt) }
}
