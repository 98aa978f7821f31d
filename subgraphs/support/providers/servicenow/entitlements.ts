import { type Answer, answerOf } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Listed } from '#shared/listed.ts'
import type { ServiceContractRecord, SupportEntitlementRecord } from '../../provider.ts'
import { parseRow } from './native.ts'
import { type Reading, readByIds, readInParts, toListed } from './reading.ts'
import type { RawRow } from './table-reader.ts'
import { toCanonicalEntitlement } from './to-canonical/entitlement.ts'
import type { Origin } from './to-canonical/origin.ts'
import { toDayStart } from './to-canonical/values.ts'

/** By what entitlements are looked up: a field that each of their three tables has, itself or through a reference. */
type LookUp = 'account' | 'crmContractId' | 'entitlement'

/** An entitlement's rows as they came. */
interface RawEntitlement {
  row: RawRow
  characteristics: RawRow[]
  usages: RawRow[]
}

/** All entitlements of each key: three tables, one call. */
export async function listEntitlementsBy(
  reading: Reading,
  by: 'account' | 'crmContractId',
  keys: readonly string[],
  call: CallContext,
): Promise<Answer<Listed<SupportEntitlementRecord>[]>[]> {
  const from = reading.origin()
  const found = await readEntitlements(reading, by, keys, call)
  const ofKey = Map.groupBy(found, ({ row }) => String(row[reading.tables.entitlement.fields[by]]))
  return keys.map((key) => (ofKey.get(key) ?? []).map((raw) => toListedRecord(reading, raw, from)))
}

export async function getEntitlements(
  reading: Reading,
  ids: readonly string[],
  call: CallContext,
): Promise<Answer<SupportEntitlementRecord>[]> {
  const from = reading.origin()
  const found = await readEntitlements(reading, 'entitlement', ids, call)
  const byId = new Map(found.map((raw) => [String(raw.row[reading.tables.entitlement.fields.sysId]), raw]))
  return ids.map((id) =>
    answerOf(() => {
      const raw = byId.get(id)
      return raw && toRecord(reading, raw, from)
    }),
  )
}

export async function getContracts(
  reading: Reading,
  ids: readonly string[],
  call: CallContext,
): Promise<Answer<ServiceContractRecord>[]> {
  const { tables, origin } = reading
  const { connectionId, names } = origin()
  const rows = await readByIds(reading, tables.contract, ids, call)
  return ids.map((id) =>
    answerOf(() => {
      const raw = rows.get(id)
      if (!raw) return undefined
      const { sysId, crmContractId } = parseRow(tables.contract, raw, connectionId)
      return {
        nativeId: sysId,
        crmContract:
          crmContractId === ''
            ? undefined
            : { domain: 'CRM', objectType: names.crmContractType, nativeId: crmContractId },
      }
    }),
  )
}

async function readEntitlements(
  { reader, tables }: Reading,
  by: LookUp,
  keys: readonly string[],
  call: CallContext,
): Promise<RawEntitlement[]> {
  const { entitlement, characteristic, usage } = tables
  const [rows, characteristics, usages] = await Promise.all([
    readInParts(keys, (part) =>
      reader.readAll(entitlement, [[by === 'entitlement' ? 'sysId' : by, 'IN', part]], call),
    ),
    readInParts(keys, (part) => reader.readAll(characteristic, [[by, 'IN', part]], call)),
    readInParts(keys, (part) => reader.readAll(usage, [[by, 'IN', part]], call)),
  ])
  const characteristicsOf = Map.groupBy(characteristics, (row) => row[characteristic.fields.entitlement])
  const usagesOf = Map.groupBy(usages, (row) => row[usage.fields.entitlement])
  return rows.map((row) => {
    const id = row[entitlement.fields.sysId]
    return { row, characteristics: characteristicsOf.get(id) ?? [], usages: usagesOf.get(id) ?? [] }
  })
}

/** One that cannot be read stands where it starts, or before all others. */
function toListedRecord(
  reading: Reading,
  raw: RawEntitlement,
  from: Origin,
): Listed<SupportEntitlementRecord> {
  const { entitlement: table } = reading.tables
  const start = toDayStart(String(raw.row[table.fields.startDate])) ?? new Date(0)
  return toListed({ table, row: raw.row, connectionId: from.connectionId }, start, () =>
    toRecord(reading, raw, from),
  )
}

function toRecord(
  { tables }: Reading,
  { row, characteristics, usages }: RawEntitlement,
  from: Origin,
): SupportEntitlementRecord {
  const { entitlement, characteristic, usage } = tables
  const rows = {
    entitlement: parseRow(entitlement, row, from.connectionId),
    characteristics: characteristics.map((each) => parseRow(characteristic, each, from.connectionId)),
    usages: usages.map((each) => parseRow(usage, each, from.connectionId)),
  }
  return toCanonicalEntitlement(tables, rows, from)
}
