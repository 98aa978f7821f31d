import type { Context } from '../state.ts'
import {
  boolean,
  CURRENCY,
  CUSTOMER,
  enumeration,
  type Fields,
  instant,
  number,
  readOnly,
  reference,
  SUBSIDIARY,
  TERM,
  text,
} from './field.ts'
import type { Cells, RecordType, Sublist } from './record-type.ts'

const ADDRESS: Fields = {
  addressee: text('addressee'),
  addr1: text('addr1'),
  addr2: text('addr2'),
  city: text('city'),
  state: text('state'),
  zip: text('zip'),
  country: text('country'),
}

const addressBook: Sublist = {
  fields: {
    internalId: number('internalid'),
    defaultBilling: boolean('defaultbilling'),
    defaultShipping: boolean('defaultshipping'),
    label: text('label'),
  },
  subrecord: { name: 'addressBookAddress', fields: { ...ADDRESS, country: enumeration('country', {}) } },
  rows: (row, database) =>
    database
      .prepare(
        `SELECT b.internalid, b.defaultbilling, b.defaultshipping, b.label, a.* FROM customeraddressbook b
         JOIN customeraddressbookentityaddress a ON a.nkey = b.addressbookaddress WHERE b.entity = ?
         ORDER BY b.internalid`,
      )
      .all(row.id ?? null) as Cells[],
}

/** The currencies a customer may be billed in besides its own. */
const currencyList: Sublist = {
  fields: { currency: reference('currency', CURRENCY) },
  rows: (row, database) =>
    database
      .prepare('SELECT currency FROM customercurrency WHERE customer = ?')
      .all(row.id ?? null) as Cells[],
}

export const customer: RecordType = {
  name: 'customer',
  table: 'customer',
  fields: {
    entityId: text('entityid'),
    altName: readOnly(text('altname')),
    companyName: text('companyname'),
    isPerson: boolean('isperson'),
    firstName: text('firstname'),
    lastName: text('lastname'),
    email: text('email'),
    phone: text('phone'),
    url: text('url'),
    vatRegNumber: text('vatregnumber'),
    resaleNumber: text('resalenumber'),
    taxable: boolean('taxable'),
    isInactive: boolean('isinactive'),
    externalId: text('externalid'),
    creditLimit: number('creditlimit'),
    creditHoldOverride: enumeration('creditholdoverride', { AUTO: 'Auto', ON: 'On', OFF: 'Off' }),
    subsidiary: reference('subsidiary', SUBSIDIARY),
    currency: reference('currency', CURRENCY),
    terms: reference('terms', TERM),
    parent: reference('parent', { ...CUSTOMER, label: 'entityid' }),
    custentity_stripe_customer_id: text('custentity_stripe_customer_id'),
    dateCreated: instant('datecreated'),
    lastModifiedDate: instant('lastmodifieddate'),
  },
  sublists: { addressBook, currencyList },
  computed: (row, context) => balances(Number(row.id), context),
}

/** What the customer owes, in its own currency. */
function balances(id: number, { state, now }: Context): Record<string, unknown> {
  const today = now().toISOString().slice(0, 10)
  const owed = state.database
    .prepare(
      `SELECT SUM(CASE WHEN t.type = 'CustInvc' THEN t.foreignamountunpaid END) AS balance,
         SUM(CASE WHEN t.type = 'CustInvc' AND t.duedate < ? THEN t.foreignamountunpaid END) AS overdue,
         MIN(CASE WHEN t.type = 'CustInvc' AND t.foreignamountunpaid > 0 THEN t.duedate END) AS oldest
       FROM "transaction" t JOIN customer c ON c.id = t.entity AND c.currency = t.currency
       WHERE t.entity = ? AND t.posting = 'T' AND t.voided = 'F'`,
    )
    .get(today, id) as Cells
  const oldest = owed.oldest === null ? Number.NaN : Date.parse(String(owed.oldest))
  return {
    balance: Number(owed.balance ?? 0),
    overdueBalance: Number(owed.overdue ?? 0),
    daysOverdue: Math.max(0, Math.floor((Date.parse(today) - (oldest || Date.parse(today))) / 86_400_000)),
  }
}
