import { type Answer, answerOf, settle } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { ChangedRecord, RecordRef } from '#shared/events/changes.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { SalesforceClient } from '../client.ts'
import { toCustomerIdentity } from '../identities.ts'
import { SalesforceAccount } from '../native.ts'
import type { NativeRow } from '../query-rows.ts'
import type { createReaders } from '../readers.ts'
import type { Reader } from '../reads.ts'
import { idKey, inConditions, isRecordId, withProviderNames } from '../soql.ts'
import { type MappingContext, toRef } from '../to-canonical/record.ts'
import { Stamped, toInstant } from './poll.ts'

export interface ChangeReading {
  client: SalesforceClient
  context: MappingContext
  readers: ReturnType<typeof createReaders>
}

/** Objects of which only that they changed is told, and where they name their account. */
const OTHERS: Readonly<Record<string, string | undefined>> = {
  Contact: 'AccountId',
  Opportunity: 'AccountId',
  Quote: 'AccountId',
  Order: 'AccountId',
  Product2: undefined,
}

export const FOLLOWED: ReadonlySet<string> = new Set(['Account', 'Contract', ...Object.keys(OTHERS)])

/** A query for each object; those of one turn travel together. */
export async function readChanged(
  reading: ChangeReading,
  refs: readonly RecordRef[],
  call: CallContext,
): Promise<Answer<ChangedRecord>[]> {
  const groups = Map.groupBy(refs, ({ objectType }) => objectType)
  const read = [...groups].map(async ([objectType, group]) => {
    const ids = group.map(({ nativeId }) => nativeId)
    return [objectType, await settle(readObject(reading, objectType, ids, call))] as const
  })
  const answersOf = new Map(await Promise.all(read))
  return refs.map(({ objectType, nativeId }) => {
    const answers = answersOf.get(objectType)
    return isWeftError(answers) ? answers : answers?.get(idKey(nativeId))
  })
}

async function readObject(
  reading: ChangeReading,
  objectType: string,
  ids: readonly string[],
  call: CallContext,
): Promise<ReadonlyMap<string, Answer<ChangedRecord>>> {
  const { readers } = reading
  const { select, toChanged } =
    objectType === 'Account'
      ? { select: readers.account.select, toChanged: toChangedAccount }
      : objectType === 'Contract'
        ? { select: readers.contract.select, toChanged: toChangedContract }
        : { select: OTHERS[objectType] ?? 'Id', toChanged: toOther(objectType) }
  const fields = [...new Set(['Id', 'SystemModstamp', ...select.split(', ')])].join(', ')
  const rows = await Promise.all(
    inConditions('Id', ids.filter(isRecordId)).map((condition) =>
      reading.client.query(`SELECT ${fields} FROM ${objectType} WHERE ${condition}`, call),
    ),
  )
  return new Map(rows.flat().map((row) => [idKey(String(row.Id)), answerOf(() => toChanged(row, reading))]))
}

function toChangedAccount(row: NativeRow, { context, readers }: ChangeReading): ChangedRecord {
  const record = orThrow(readers.account, row)
  const custom = record.customFields.map(({ key, value }) => [`customFields.${key}`, String(value)])
  return {
    kind: 'CUSTOMER',
    ...stateOf('Account', row),
    identity: toCustomerIdentity(SalesforceAccount.parse(withProviderNames(row, context.fields)), context),
    entity: { type: 'Customer', ref: record.source },
    customer: record.source,
    facts: {
      createdAt: null,
      fields: {
        displayName: record.name,
        legalName: record.legalName ?? null,
        status: record.status,
        domain: record.domain ?? null,
        parent: record.parent?.nativeId ?? null,
        accountOwner: record.accountOwner ?? null,
        ...addressFields('billingAddress', record.billingAddress),
        ...addressFields('shippingAddress', record.shippingAddress),
        ...Object.fromEntries(custom),
      },
    },
  }
}

function toChangedContract(row: NativeRow, { readers }: ChangeReading): ChangedRecord {
  const record = orThrow(readers.contract, row)
  return {
    kind: 'CONTRACT',
    ...stateOf('Contract', row),
    entity: { type: 'Contract', ref: record.source },
    customer: record.customer,
    related: record.renewedFrom && { type: 'Contract', ref: record.renewedFrom },
    facts: {
      status: record.status,
      activatedAt: record.createdAt.toISOString(),
      startDate: record.startDate ?? null,
      endDate: record.endDate ?? null,
      isContinuation: record.renewedFrom !== undefined,
    },
  }
}

const toOther =
  (objectType: string) =>
  (row: NativeRow, { context }: ChangeReading): ChangedRecord => {
    const account = OTHERS[objectType]
    const nativeId = account === undefined ? undefined : row[account]
    const customer = toRef('Account', typeof nativeId === 'string' ? nativeId : undefined, context)
    return { kind: 'OTHER', ...stateOf(objectType, row), entity: undefined, customer, facts: {} }
  }

function orThrow<Canonical>(reader: Reader<Canonical>, row: NativeRow): Canonical {
  const record = reader.toRecord(row)
  if (record instanceof WeftError) throw record
  return record
}

function stateOf(objectType: string, row: NativeRow) {
  const { Id, SystemModstamp } = Stamped.parse(row)
  return { objectType, nativeId: Id, version: SystemModstamp, changedAt: toInstant(SystemModstamp) }
}

function addressFields(path: string, address: PostalAddress | undefined): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(address ?? {}).map(([part, value]) => [`${path}.${part}`, value ?? null]),
  )
}
