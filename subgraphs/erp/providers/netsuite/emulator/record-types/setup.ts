import {
  boolean,
  CURRENCY,
  date,
  enumeration,
  type Fields,
  instant,
  number,
  reference,
  text,
} from './field.ts'
import type { RecordType } from './record-type.ts'

const setup = (name: string, table: string, fields: Fields, condition?: string): RecordType => ({
  name,
  table,
  fields,
  sublists: {},
  ...(condition === undefined ? {} : { condition }),
})

const ITEM_FIELDS: Fields = {
  itemId: text('itemid'),
  displayName: text('displayname'),
  isInactive: boolean('isinactive'),
  externalId: text('externalid'),
  lastModifiedDate: instant('lastmodifieddate'),
  custitem_product_kind: text('custitem_product_kind'),
}

/** What the integration's role may see but not change. */
export const SETUP_TYPES = {
  subsidiary: setup('subsidiary', 'subsidiary', {
    name: text('name'),
    fullName: text('fullname'),
    legalName: text('legalname'),
    country: enumeration('country', {}),
    currency: reference('currency', CURRENCY),
    federalIdNumber: text('federalidnumber'),
    isElimination: boolean('iselimination'),
    isInactive: boolean('isinactive'),
  }),
  currency: setup('currency', 'currency', {
    name: text('name'),
    symbol: text('symbol'),
    currencyPrecision: number('currencyprecision'),
    isInactive: boolean('isinactive'),
  }),
  term: setup('term', 'term', {
    name: text('name'),
    daysUntilNetDue: number('daysuntilnetdue'),
    isInactive: boolean('isinactive'),
  }),
  accountingPeriod: setup('accountingPeriod', 'accountingperiod', {
    periodName: text('periodname'),
    startDate: date('startdate'),
    endDate: date('enddate'),
    closed: boolean('closed'),
    arLocked: boolean('arlocked'),
    allLocked: boolean('alllocked'),
    allowNonGLChanges: boolean('allownonglchanges'),
    isQuarter: boolean('isquarter'),
    isYear: boolean('isyear'),
    isAdjust: boolean('isadjust'),
  }),
  serviceSaleItem: setup('serviceSaleItem', 'item', ITEM_FIELDS, "r.itemtype = 'Service'"),
  nonInventorySaleItem: setup('nonInventorySaleItem', 'item', ITEM_FIELDS, "r.itemtype = 'NonInvtPart'"),
}
