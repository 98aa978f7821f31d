import { type Answer, answerOf, settle } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ChangedRecord, RecordRef } from '#shared/events/changes.ts'
import { isWeftError } from '#shared/errors.ts'
import type { LoadRows } from '../batch.ts'
import { pageUrl, toCustomerIdentity } from '../identities.ts'
import type { SuiteQlRow } from '../native.ts'
import { customersNeed } from '../queries/customers.ts'
import { loadRows, numbersOf } from '../reads.ts'
import { toCustomer } from '../to-canonical/customer.ts'
import { toPostingStatus } from '../to-canonical/invoice.ts'
import { type Mapping, required, toForeignRef, toInstant } from '../to-canonical/row.ts'
import { changedTransactionsNeed, identitiesNeed } from './needs.ts'

export interface ChangeReading {
  connection: Connection
  load: LoadRows
  mapping: Mapping
}

type Answers = ReadonlyMap<string, Answer<ChangedRecord>>

/** Customers and transactions as they are now: one call for all. */
export async function readChanged(
  context: ChangeReading,
  refs: readonly RecordRef[],
  call: CallContext,
): Promise<Answer<ChangedRecord>[]> {
  const idsOf = (type: string): string[] =>
    numbersOf(refs.filter(({ objectType }) => objectType === type).map(({ nativeId }) => nativeId))
  const [customers, transactions] = await Promise.all([
    settle(readCustomers(context, idsOf('customer'), call)),
    settle(readTransactions(context, idsOf('transaction'), call)),
  ])
  return refs.map(({ objectType, nativeId }) => {
    const answers = objectType === 'customer' ? customers : transactions
    return isWeftError(answers) ? answers : answers.get(nativeId)
  })
}

async function readCustomers(
  { connection, load, mapping }: ChangeReading,
  ids: readonly string[],
  call: CallContext,
): Promise<Answers> {
  const [rows, identities] = await Promise.all([
    loadRows(load, ids, (part) => customersNeed(part, mapping.fields), call),
    loadRows(load, ids, (part) => identitiesNeed(part, mapping.fields), call),
  ])
  const identityOf = new Map(identities.map((row) => [row.id, row]))
  return new Map(
    rows.flatMap((row): [string, Answer<ChangedRecord>][] => {
      const identity = identityOf.get(row.id)
      if (!identity || row.id === undefined) return []
      return [[row.id, answerOf(() => toChangedCustomer(row, identity, { connection, mapping }))]]
    }),
  )
}

function toChangedCustomer(
  row: SuiteQlRow,
  identity: SuiteQlRow,
  { connection, mapping }: Omit<ChangeReading, 'load'>,
): ChangedRecord {
  const record = toCustomer(row, mapping)
  const { customerNumber, legalName, creditLimit, creditHold, paymentTerms, currencyCode } = record
  const address = Object.entries(record.billingAddress ?? {}).map(
    ([part, value]) => [`billingAddress.${part}`, value ?? null] as const,
  )
  return {
    kind: 'CUSTOMER',
    ...stateOf('customer', row),
    ...writtenAs('customer', row),
    identity: toCustomerIdentity(identity, mapping, pageUrl(connection)),
    entity: { type: 'Customer', ref: record.source },
    customer: record.source,
    facts: {
      createdAt: null,
      fields: {
        customerNumber: customerNumber ?? null,
        legalName: legalName ?? null,
        creditLimit: creditLimit ? `${creditLimit.minorUnits} ${creditLimit.currencyCode}` : null,
        creditHold: creditHold === undefined ? null : String(creditHold),
        paymentTerms: paymentTerms?.code ?? null,
        currencyCode: currencyCode ?? null,
        taxIdentifiers: record.taxIdentifiers.map(({ value }) => value).join(', ') || null,
        ...Object.fromEntries(address),
      },
    },
  }
}

async function readTransactions(
  { load, mapping }: ChangeReading,
  ids: readonly string[],
  call: CallContext,
): Promise<Answers> {
  const rows = await loadRows(load, ids, changedTransactionsNeed, call)
  return new Map(rows.map((row) => [required(row, 'id'), answerOf(() => toChangedTransaction(row, mapping))]))
}

function toChangedTransaction(row: SuiteQlRow, { connectionId, fields }: Mapping): ChangedRecord {
  const customer =
    row.customer === undefined ? undefined : { connectionId, objectType: 'customer', nativeId: row.customer }
  const state = { ...stateOf('transaction', row), ...writtenAs(RECORD_TYPES[row.type ?? ''], row) }
  if (row.type !== 'CustInvc') return { kind: 'OTHER', ...state, entity: undefined, customer, facts: {} }
  // The invoice is billing's: an invoice that the ledger alone has is none of the graph's.
  const invoice = toForeignRef('BILLING', fields.billingInvoiceType, row.external_id)
  return {
    kind: 'POSTING',
    ...state,
    entity: invoice && { type: 'Invoice', ref: invoice },
    customer,
    facts: {
      postingStatus: toPostingStatus(row),
      postedAt: toInstant(row.created)?.toISOString() ?? null,
    },
  }
}

/** `lastmodifieddate` counts seconds, so that two changes may have one: states differ when their rows do. */
function stateOf(objectType: string, row: SuiteQlRow) {
  return {
    objectType,
    nativeId: required(row, 'id'),
    version: undefined,
    digest: JSON.stringify(row),
    changedAt: toInstant(row.updated),
  }
}

/** What the REST records that we write are called, by SuiteQL's type of the transaction. */
const RECORD_TYPES: Readonly<Record<string, string>> = {
  CustInvc: 'invoice',
  CustCred: 'creditMemo',
  CustPymt: 'customerPayment',
  SalesOrd: 'salesOrder',
}

/** By the second of its last change: what somebody else does within the second of our own write is told as ours. */
function writtenAs(objectType: string | undefined, row: SuiteQlRow) {
  const changedAt = toInstant(row.updated)
  if (objectType === undefined || !changedAt) return {}
  return { writtenAs: { objectType, version: changedAt.toISOString() } }
}
