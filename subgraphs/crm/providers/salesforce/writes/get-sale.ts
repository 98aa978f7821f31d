import type { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import type { SaleLineRecord } from '#crm/provider.ts'
import type { SaleKey, SaleRecord } from '#crm/writes.ts'
import { SalesforceDealContact, SalesforceSale, SalesforceSaleQuote } from '../native.ts'
import type { NativeRow } from '../query-rows.ts'
import type { createReaders } from '../readers.ts'
import { idKey, isRecordId, quote, selectListOf, withProviderNames } from '../soql.ts'
import type { MappingContext } from '../to-canonical/record.ts'
import { toCanonicalSale } from '../to-canonical/sale.ts'
import type { Writing } from './writing.ts'

type LineReader = ReturnType<typeof createReaders>['quoteLines']

/** A deal in one call; in two where only its quote is known. Undefined: there is none. */
export async function getSale(
  writing: Writing,
  key: SaleKey,
  call: CallContext,
): Promise<SaleRecord | undefined> {
  if ('opportunityNativeId' in key) return readSale(writing, key.opportunityNativeId, { call })
  if (!isRecordId(key.quoteNativeId)) return undefined
  const [chosen] = await readQuotes(writing, `Id = ${quote(key.quoteNativeId)}`, call)
  return chosen && readSale(writing, String(chosen.OpportunityId), { chosen, call })
}

/** `chosen` is the row of the quote that counts; else the one that the deal is synced with. */
async function readSale(
  writing: Writing,
  dealId: string,
  { chosen, call }: { chosen?: NativeRow; call: CallContext },
): Promise<SaleRecord | undefined> {
  if (!isRecordId(dealId)) return undefined
  const { context, readers } = writing
  const [dealRow, quotes, contractIds] = await Promise.all([
    readDeal(writing, dealId, call),
    chosen ? [chosen] : readQuotes(writing, `OpportunityId = ${quote(dealId)}`, call),
    readContractIds(writing, dealId, call),
  ])
  if (!dealRow) return undefined
  const deal = parse(SalesforceSale, dealRow, context)
  const quoteRow = chosen ?? quotes.find(({ Id }) => idKey(String(Id)) === idKey(deal.SyncedQuoteId ?? ''))
  const lines = quoteRow ? linesOf(quoteRow, readers.quoteLines) : linesOf(dealRow, readers.opportunityLines)
  const contacts = childrenOf(dealRow, 'OpportunityContactRoles').map((row) =>
    parse(SalesforceDealContact, row, context),
  )
  const won = quoteRow && parse(SalesforceSaleQuote, quoteRow, context)
  return toCanonicalSale({ deal, quote: won, lines, contacts, contractIds }, context)
}

async function readDeal(
  { client, context, readers }: Writing,
  dealId: string,
  call: CallContext,
): Promise<NativeRow | undefined> {
  const roles = `SELECT ${selectListOf(SalesforceDealContact, context.fields)} FROM OpportunityContactRoles ORDER BY Id`
  const [row] = await client.query(
    `SELECT ${selectListOf(SalesforceSale, context.fields)}, (${roles}), (${toSubQuery(readers.opportunityLines)}) ` +
      `FROM Opportunity WHERE Id = ${quote(dealId)}`,
    call,
  )
  return row
}

function readQuotes(
  { client, context, readers }: Writing,
  condition: string,
  call: CallContext,
): Promise<NativeRow[]> {
  const select = selectListOf(SalesforceSaleQuote, context.fields)
  return client.query(
    `SELECT ${select}, (${toSubQuery(readers.quoteLines)}) FROM Quote WHERE ${condition}`,
    call,
  )
}

async function readContractIds(
  { client, context }: Writing,
  dealId: string,
  call: CallContext,
): Promise<string[]> {
  const { contractOpportunity, endedOn } = context.fields.names
  const rows = await client.query(
    `SELECT Id FROM Contract WHERE ${contractOpportunity} = ${quote(dealId)} AND ${endedOn} = null ORDER BY Id`,
    call,
  )
  return rows.map(({ Id }) => String(Id))
}

const toSubQuery = ({ relationship, reader, orderBy }: LineReader): string =>
  `SELECT ${reader.select} FROM ${relationship} ORDER BY ${orderBy}`

const childrenOf = (row: NativeRow, relationship: string): NativeRow[] =>
  (row[relationship] ?? []) as NativeRow[]

/** A deal without one of its lines would be another deal. */
function linesOf(row: NativeRow, { relationship, reader }: LineReader): SaleLineRecord[] {
  return childrenOf(row, relationship).map((line) => {
    const record = reader.toRecord(line)
    if (record instanceof WeftError) throw record
    return record
  })
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  row: NativeRow,
  { connection, fields }: MappingContext,
): z.infer<Schema> {
  const parsed = schema.safeParse(withProviderNamesInside(row, fields))
  if (parsed.success) return parsed.data
  const facts = { system: connection.id }
  throw new WeftError('INVALID_RESPONSE', 'a deal is not as expected', facts, parsed.error)
}

/** Of the row and of the parents in it. */
function withProviderNamesInside(row: NativeRow, fields: MappingContext['fields']): NativeRow {
  const parents = Object.entries(row).filter(([, value]) => isRow(value))
  const named = parents.map(([name, parent]) => [name, withProviderNames(parent as NativeRow, fields)])
  return { ...withProviderNames(row, fields), ...Object.fromEntries(named) }
}

const isRow = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
