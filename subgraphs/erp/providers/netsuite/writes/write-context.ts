import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'
import type { Written } from '#shared/writes.ts'
import { pageUrl } from '../identities.ts'
import type { NativeFields } from '../native-fields.ts'
import type { Lookups } from './lookups.ts'
import type { NativeWritten } from './native-records.ts'
import type { RecordApi, RecordType } from './record-api.ts'

/** What every write of one connection works with. */
export interface WriteContext {
  connection: Connection
  fields: NativeFields
  records: RecordApi
  lookups: Lookups
}

const PAGES: Readonly<Record<RecordType, string>> = {
  customer: '/app/common/entity/custjob.nl',
  salesOrder: '/app/accounting/transactions/salesord.nl',
  invoice: '/app/accounting/transactions/custinvc.nl',
  creditMemo: '/app/accounting/transactions/custcred.nl',
  customerPayment: '/app/accounting/transactions/custpymt.nl',
}

export function toWritten(
  { connection }: WriteContext,
  type: RecordType,
  record: NativeWritten,
  effect: Written['effect'],
): Written {
  return {
    ref: { connectionId: connection.id, objectType: type, nativeId: record.id },
    effect,
    number: record.tranId ?? record.entityId,
    version: record.lastModifiedDate && new Date(record.lastModifiedDate).toISOString(),
    url: pageUrl(connection)(PAGES[type], record.id),
  }
}

/** NetSuite has no version but the second of the last change. Whatever names that instant is the same version. */
export function assertUnchanged(
  { connection }: WriteContext,
  record: NativeWritten,
  version: string | undefined,
): void {
  if (version === undefined || Date.parse(version) === Date.parse(record.lastModifiedDate ?? '')) return
  throw new WeftError('STALE_VERSION', 'somebody has changed the record in the ERP since it was read', {
    system: connection.id,
    externalId: record.id,
  })
}

/** The record after a write, which must be there. */
export async function readBack<Shape>(
  { connection }: WriteContext,
  find: () => Promise<Shape | undefined>,
): Promise<Shape> {
  const record = await find()
  if (record) return record
  throw new WeftError('INVALID_RESPONSE', 'the ERP does not show what it has just written', {
    system: connection.id,
  })
}

/** The record that a write is about. */
export async function required<Shape>(
  { connection }: WriteContext,
  objectType: RecordType,
  find: Promise<Shape | undefined>,
): Promise<Shape> {
  const record = await find
  if (record) return record
  throw new WeftError('NOT_FOUND', 'the ERP has no such record', { system: connection.id, objectType })
}
