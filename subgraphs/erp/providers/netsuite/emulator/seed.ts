import { DatabaseSync } from 'node:sqlite'
import { salesforceId, stripeId } from '#demo-world/native-ids.ts'
import type { DemoAddress, DemoCompany, DemoProduct } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { exponentOf } from '#shared/money.ts'
import { insert } from './insert.ts'
import { addOracleFunctions } from './oracle-sql.ts'
import { dayIn, idOf } from './seed-keys.ts'
import { seedTransactions } from './seed-transactions.ts'
import { TABLES } from './tables.ts'

/** The demo world as the rows that SuiteQL sees. */
export function createDatabase(world: DemoWorld): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  addOracleFunctions(database)
  database.exec(TABLES)
  database.exec('BEGIN')
  seedSetup(database, world)
  for (const product of world.products) seedItem(database, product)
  for (const [index, company] of world.companies.entries()) seedCompany(database, company, index, world)
  database.exec('COMMIT')
  return database
}

function seedSetup(database: DatabaseSync, world: DemoWorld): void {
  const currencies = [...world.legalEntities, ...world.companies].map(({ currencyCode }) => currencyCode)
  for (const symbol of new Set(currencies)) {
    const currencyprecision = exponentOf(symbol)
    insert(database, 'currency', {
      id: idOf('currency', symbol),
      name: symbol,
      symbol,
      currencyprecision,
      isinactive: false,
    })
  }
  const terms = new Map(world.companies.map(({ paymentTerms }) => [paymentTerms.code, paymentTerms.netDays]))
  for (const [name, daysuntilnetdue] of terms) {
    insert(database, 'term', { id: idOf('term', name), name, daysuntilnetdue, isinactive: false })
  }
  for (const { key, name, countryCode, currencyCode, taxRegistration } of world.legalEntities) {
    insert(database, 'subsidiary', {
      id: idOf('subsidiary', key),
      name,
      fullname: name,
      legalname: name,
      country: countryCode,
      currency: idOf('currency', currencyCode),
      federalidnumber: taxRegistration,
      iselimination: false,
      isinactive: false,
    })
  }
  seedAccounts(database, world)
  for (const { name, startDate, endDate, closed } of world.periods) {
    insert(database, 'accountingperiod', {
      id: idOf('accountingPeriod', name),
      periodname: name,
      startdate: startDate,
      enddate: endDate,
      closed,
      arlocked: closed,
      alllocked: closed,
      allownonglchanges: false,
      isquarter: false,
      isyear: false,
      isadjust: false,
    })
  }
}

function seedAccounts(database: DatabaseSync, world: DemoWorld): void {
  const accounts = [
    { number: '1200', fullname: 'Accounts Receivable', accttype: 'AcctRec' },
    { number: '2200', fullname: 'Sales Taxes Payable', accttype: 'OthCurrLiab' },
    ...world.products.map(({ revenueAccount, name }) => ({
      number: revenueAccount,
      fullname: `Revenue : ${name}`,
      accttype: 'Income',
    })),
  ]
  for (const { number, fullname, accttype } of accounts) {
    insert(database, 'account', {
      id: idOf('account', number),
      acctnumber: number,
      fullname,
      accttype,
      isinactive: false,
    })
  }
  for (const name of new Set(world.products.map(({ revenueRule }) => revenueRule))) {
    insert(database, 'revenuerecognitionrule', { id: idOf('revenueRecognitionRule', name), name })
  }
  for (const name of new Set(world.products.map(({ taxCode }) => taxCode))) {
    insert(database, 'taxschedule', { id: idOf('taxSchedule', name), name })
  }
}

function seedItem(database: DatabaseSync, product: DemoProduct): void {
  const isGoods = product.key === 'edge-device'
  insert(database, 'item', {
    id: idOf('item', product.key),
    itemid: product.sku,
    displayname: product.name,
    itemtype: isGoods ? 'NonInvtPart' : 'Service',
    subtype: 'Sale',
    isinactive: false,
    incomeaccount: idOf('account', product.revenueAccount),
    revenuerecognitionrule: idOf('revenueRecognitionRule', product.revenueRule),
    taxschedule: idOf('taxSchedule', product.taxCode),
    lastmodifieddate: '2026-01-05 08:00:00',
    // Goods are what their item type says; services need the account's own field to be told apart.
    custitem_product_kind: isGoods ? undefined : product.kind,
  })
}

function seedCompany(database: DatabaseSync, company: DemoCompany, index: number, world: DemoWorld): void {
  const presence = company.presence.ERP
  if (!presence) return
  const id = idOf('customer', company.key)
  const name = presence.name ?? company.legalName
  const shared = {
    isperson: false,
    taxable: true,
    subsidiary: idOf('subsidiary', company.legalEntityKey),
    currency: idOf('currency', company.currencyCode),
    isinactive: false,
    datecreated: `${dayIn(world, -720)} 09:00:00`,
    lastmodifieddate: `${dayIn(world, -1)} 17:30:00`,
  }
  insert(database, 'customer', {
    ...shared,
    id,
    entityid: `C${10_001 + index}`,
    altname: name,
    companyname: name,
    email: presence.hasDomain === false ? undefined : `accounts@${company.domain}`,
    url: presence.hasDomain === false ? undefined : `https://www.${company.domain}`,
    phone: company.phone,
    vatregnumber: presence.hasTaxId === false ? undefined : company.taxId.value,
    terms: idOf('term', company.paymentTerms.code),
    creditlimit: company.creditLimit,
    creditholdoverride: company.creditHold ? 'ON' : 'AUTO',
    parent: company.parentKey === undefined ? undefined : idOf('customer', company.parentKey),
    externalid: presence.names.includes('CRM') ? salesforceId('001', company.key) : undefined,
    custentity_stripe_customer_id: presence.names.includes('BILLING')
      ? stripeId('cus', company.key)
      : undefined,
  })
  for (const { key, name: duplicateName } of presence.duplicates ?? []) {
    insert(database, 'customer', {
      ...shared,
      id: idOf('customer', key),
      entityid: `C-${key}`,
      altname: duplicateName,
      companyname: duplicateName,
    })
  }
  seedAddress(database, id, company.address, {
    billing: true,
    shipping: company.shippingAddress === undefined,
  })
  if (company.shippingAddress)
    seedAddress(database, id, company.shippingAddress, { billing: false, shipping: true })
  seedTransactions(database, company, world)
}

function seedAddress(
  database: DatabaseSync,
  entity: number,
  address: DemoAddress,
  { billing, shipping }: { billing: boolean; shipping: boolean },
): void {
  const nkey = idOf('address', `${entity}/${address.line1}`)
  insert(database, 'customeraddressbookentityaddress', {
    nkey,
    addr1: address.line1,
    city: address.city,
    state: address.region,
    zip: address.postalCode,
    country: address.countryCode,
  })
  insert(database, 'customeraddressbook', {
    internalid: nkey,
    entity,
    addressbookaddress: nkey,
    defaultbilling: billing,
    defaultshipping: shipping,
    label: address.line1,
  })
}
