import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { Cell } from './oracle-sql.ts'
import { problem } from './problems.ts'
import type { NetSuiteState } from './state.ts'

export const RECORD_PATH = '/services/rest/record/v1'
const CONTENT_TYPE = 'application/vnd.oracle.resource+json; type=singular; charset=UTF-8'

type Row = Record<string, Cell>
type Context = EmulatorContext<NetSuiteState>

/** Record types that exist but that the demo integration's role may not see. */
const FORBIDDEN_TYPES = new Set(['employee', 'vendor', 'journalEntry'])

/** `GET /record/v1/{type}/{id}`, where id may be `eid:{external id}`. */
export function getRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const { type = '', id = '' } = request.params
  if (FORBIDDEN_TYPES.has(type)) {
    return problem(
      403,
      'INSUFFICIENT_PERMISSION',
      'Permission Violation: Your current role does not have permission to perform this action.',
    )
  }
  const shape = SHAPES[type]
  if (!shape)
    return problem(404, 'INVALID_REQUEST', `Record type '${type}' does not exist.`, {
      'o:errorUrl': request.path,
    })
  const row = findRow(context.state, shape, id)
  if (!row) {
    return problem(
      404,
      'NONEXISTENT_ID',
      'The record instance does not exist. Provide a valid record instance ID.',
      {
        'o:errorUrl': request.path,
      },
    )
  }
  const self = `${context.baseUrl}${RECORD_PATH}/${type}/${row.id}`
  const body = { links: [{ rel: 'self', href: self }], ...shape.toBody(row, context, self) }
  return {
    status: 200,
    headers: { 'content-type': CONTENT_TYPE },
    body: select(
      expand(body, context, request.query.get('expandSubResources') === 'true'),
      request.query.get('fields'),
    ),
  }
}

interface Shape {
  table: string
  type?: string
  toBody(row: Row, context: Context, self: string): Record<string, unknown>
}

/** A sublist is a link until it is expanded; the rows are only read then. */
interface Sublist {
  href: string
  items(): unknown[]
}
const isSublist = (value: unknown): value is Sublist =>
  typeof value === 'object' && value !== null && 'items' in value && typeof value.items === 'function'

function expand(
  body: Record<string, unknown>,
  _context: Context,
  expanded: boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, isSublist(value) ? sublistBody(value, expanded) : value]),
  )
}

function sublistBody({ href, items }: Sublist, expanded: boolean): unknown {
  const links = [{ rel: 'self', href }]
  if (!expanded) return { links }
  const rows = items()
  return { links, items: rows, totalResults: rows.length }
}

function select(body: Record<string, unknown>, fields: string | null): Record<string, unknown> {
  if (fields === null) return body
  const wanted = new Set(['links', 'id', ...fields.split(',')])
  return Object.fromEntries(Object.entries(body).filter(([name]) => wanted.has(name)))
}

function findRow({ database }: NetSuiteState, { table, type }: Shape, id: string): Row | undefined {
  const byExternalId = id.startsWith('eid:')
  const condition = `${byExternalId ? 'externalid' : 'id'} = ?${type === undefined ? '' : ' AND type = ?'}`
  const statement = database.prepare(`SELECT * FROM "${table}" WHERE ${condition}`)
  const key = byExternalId ? id.slice(4) : id
  return statement.get(...(type === undefined ? [key] : [key, type])) as Row | undefined
}

const asBoolean = (value: Cell | undefined): boolean => value === 'T'
const asNumber = (value: Cell | undefined): number | undefined => (value == null ? undefined : Number(value))
const asEnum = (id: Cell | undefined, refName = String(id)) =>
  id == null ? undefined : { id: String(id), refName }
const asInstant = (value: Cell | undefined) =>
  value == null ? undefined : `${String(value).replace(' ', 'T')}Z`

function reference(
  { state, baseUrl }: Context,
  recordType: string,
  id: Cell | undefined,
  label: [string, string],
): unknown {
  if (id == null) return undefined
  const [table, column] = label
  const row = state.database.prepare(`SELECT "${column}" AS label FROM "${table}" WHERE id = ?`).get(id) as
    | Row
    | undefined
  const href = `${baseUrl}${RECORD_PATH}/${recordType}/${id}`
  return {
    links: [{ rel: 'self', href }],
    id: String(id),
    refName: row?.label == null ? undefined : String(row.label),
  }
}

const ORDER_STATUS_NAMES: Readonly<Record<string, string>> = {
  A: 'Pending Approval',
  B: 'Pending Fulfillment',
  C: 'Cancelled',
  D: 'Partially Fulfilled',
  E: 'Pending Billing/Partially Fulfilled',
  F: 'Pending Billing',
  G: 'Billed',
  H: 'Closed',
}
const INVOICE_STATUS_NAMES: Readonly<Record<string, string>> = {
  A: 'Open',
  B: 'Paid In Full',
  D: 'Pending Approval',
  V: 'Voided',
}

const SHAPES: Readonly<Record<string, Shape>> = {
  customer: {
    table: 'customer',
    toBody: (row, context, self) => ({
      id: String(row.id),
      entityId: row.entityid,
      companyName: row.companyname,
      isPerson: asBoolean(row.isperson),
      email: row.email,
      phone: row.phone,
      url: row.url,
      vatRegNumber: row.vatregnumber,
      taxable: asBoolean(row.taxable),
      isInactive: asBoolean(row.isinactive),
      externalId: row.externalid,
      creditLimit: asNumber(row.creditlimit),
      creditHoldOverride: asEnum(row.creditholdoverride),
      subsidiary: reference(context, 'subsidiary', row.subsidiary, ['subsidiary', 'name']),
      currency: reference(context, 'currency', row.currency, ['currency', 'name']),
      terms: reference(context, 'term', row.terms, ['term', 'name']),
      parent: reference(context, 'customer', row.parent, ['customer', 'entityid']),
      custentity_stripe_customer_id: row.custentity_stripe_customer_id,
      dateCreated: asInstant(row.datecreated),
      lastModifiedDate: asInstant(row.lastmodifieddate),
      addressBook: { href: `${self}/addressBook`, items: () => addressBook(row, context) } satisfies Sublist,
    }),
  },
  salesOrder: {
    table: 'transaction',
    type: 'SalesOrd',
    toBody: (row, context, self) => ({
      ...transactionBody(row, context, self),
      status: asEnum(row.status, ORDER_STATUS_NAMES[String(row.status)]),
      orderStatus: asEnum(row.status, ORDER_STATUS_NAMES[String(row.status)]),
      otherRefNum: row.otherrefnum,
    }),
  },
  invoice: {
    table: 'transaction',
    type: 'CustInvc',
    toBody: (row, context, self) => ({
      ...transactionBody(row, context, self),
      status: asEnum(row.status, INVOICE_STATUS_NAMES[String(row.status)]),
      approvalStatus: asEnum(row.approvalstatus),
      postingPeriod: reference(context, 'accountingPeriod', row.postingperiod, [
        'accountingperiod',
        'periodname',
      ]),
      dueDate: row.duedate,
      amountPaid: asNumber(row.foreignamountpaid),
      amountRemaining: asNumber(row.foreignamountunpaid),
    }),
  },
  subsidiary: {
    table: 'subsidiary',
    toBody: (row, context) => ({
      id: String(row.id),
      name: row.name,
      fullName: row.fullname,
      legalName: row.legalname,
      country: asEnum(row.country),
      currency: reference(context, 'currency', row.currency, ['currency', 'name']),
      federalIdNumber: row.federalidnumber,
      isElimination: asBoolean(row.iselimination),
      isInactive: asBoolean(row.isinactive),
    }),
  },
}

function transactionBody(row: Row, context: Context, self: string): Record<string, unknown> {
  return {
    id: String(row.id),
    tranId: row.tranid,
    transactionNumber: row.transactionnumber,
    tranDate: row.trandate,
    entity: reference(context, 'customer', row.entity, ['customer', 'altname']),
    currency: reference(context, 'currency', row.currency, ['currency', 'name']),
    exchangeRate: asNumber(row.exchangerate),
    total: asNumber(row.foreigntotal),
    memo: row.memo,
    externalId: row.externalid,
    custbody_salesforce_contract_id: row.custbody_salesforce_contract_id,
    createdDate: asInstant(row.createddate),
    lastModifiedDate: asInstant(row.lastmodifieddate),
    item: { href: `${self}/item`, items: () => itemLines(row, context) } satisfies Sublist,
  }
}

/** REST shows sales lines as people see them: positive. */
function itemLines(row: Row, context: Context): unknown[] {
  const lines = context.state.database
    .prepare(`SELECT * FROM transactionline WHERE "transaction" = ? AND item IS NOT NULL ORDER BY id`)
    .all(row.id ?? null) as Row[]
  return lines.map((line) => ({
    line: Number(line.id),
    lineUniqueKey: Number(line.uniquekey),
    item: reference(context, 'serviceSaleItem', line.item, ['item', 'itemid']),
    quantity: -Number(line.quantity),
    rate: asNumber(line.rate),
    amount: -Number(line.foreignamount),
  }))
}

function addressBook(row: Row, { state }: Context): unknown[] {
  const rows = state.database
    .prepare(
      `SELECT b.internalid, b.defaultbilling, b.defaultshipping, b.label, a.* FROM customeraddressbook b
       JOIN customeraddressbookentityaddress a ON a.nkey = b.addressbookaddress WHERE b.entity = ?`,
    )
    .all(row.id ?? null) as Row[]
  return rows.map((address) => ({
    internalId: Number(address.internalid),
    defaultBilling: asBoolean(address.defaultbilling),
    defaultShipping: asBoolean(address.defaultshipping),
    label: address.label,
    addressBookAddress: {
      addr1: address.addr1,
      city: address.city,
      state: address.state ?? undefined,
      zip: address.zip,
      country: asEnum(address.country),
    },
  }))
}
