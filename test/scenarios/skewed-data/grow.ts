import { createStripeEmulator } from '#billing/providers/stripe/emulator/index.ts'
import { createSalesforceEmulator } from '#crm/providers/salesforce/emulator/index.ts'
import { netSuiteId, salesforceId, serviceNowSysId, stripeId } from '#demo-world/native-ids.ts'
import { createNetsuiteEmulator } from '#erp/providers/netsuite/emulator/index.ts'
import { insert } from '#erp/providers/netsuite/emulator/insert.ts'
import type { EmulatorDefinition } from '#shared/emulator/emulator.ts'
import { createServicenowEmulator } from '#support/providers/servicenow/emulator/index.ts'
import type { Vendor } from '../../support/world.ts'

/** Stand-ins, and a way to give one of their customers thousands of records more. */
export interface GrowingEmulators {
  definitions: Record<Vendor, EmulatorDefinition<unknown>>
  /** Gives the company of this key so many copies of its newest contact, invoice, case and order, all newer. */
  grow(companyKey: string, count: number): void
}

export function createGrowingEmulators(): GrowingEmulators {
  const salesforce = keepState(createSalesforceEmulator())
  const stripe = keepState(createStripeEmulator())
  const servicenow = keepState(createServicenowEmulator())
  const netsuite = keepState(createNetsuiteEmulator())
  return {
    definitions: {
      salesforce: salesforce.definition,
      stripe: stripe.definition,
      servicenow: servicenow.definition,
      netsuite: netsuite.definition,
    },
    grow(companyKey, count) {
      growContacts(salesforce.state(), companyKey, count)
      growInvoices(stripe.state(), companyKey, count)
      growCases(servicenow.state(), companyKey, count)
      growOrders(netsuite.state(), companyKey, count)
    },
  }
}

function keepState<State>(definition: EmulatorDefinition<State>) {
  let kept: State
  return {
    definition: {
      ...definition,
      createState(now: Date) {
        kept = definition.createState(now)
        return kept
      },
    },
    state: () => kept,
  }
}

type StateOf<Create extends (...given: never[]) => { createState(now: Date): unknown }> = ReturnType<
  ReturnType<Create>['createState']
>
const LATER = '2100-01-01'

function growContacts(org: StateOf<typeof createSalesforceEmulator>, key: string, count: number): void {
  const contacts = org.tables.get('Contact')?.live ?? new Map()
  const account = salesforceId('001', key)
  const like = wanted([...contacts.values()].find(({ AccountId }) => AccountId === account))
  for (let index = 0; index < count; index += 1) {
    const short = `003${String(index).padStart(12, '0')}`
    contacts.set(short, {
      ...like,
      Id: `${short}AAA`,
      Name: `Contact ${index}`,
      CreatedDate: `${LATER}T00:00:00.000Z`,
    })
  }
}

function growInvoices(state: StateOf<typeof createStripeEmulator>, key: string, count: number): void {
  const { invoices } = state.collections
  const customer = stripeId('cus', key)
  const like = wanted(invoices.find((invoice) => invoice.customer === customer))
  const copies = Array.from({ length: count }, (_, index) => ({
    ...like,
    id: `in_copy${index}`,
    number: `COPY-${index}`,
  }))
  invoices.splice(invoices.indexOf(like), 0, ...copies)
}

function growCases(instance: StateOf<typeof createServicenowEmulator>, key: string, count: number): void {
  const cases = instance.tables.get('sn_customerservice_case')?.rows ?? new Map()
  const account = serviceNowSysId('customer_account', key)
  const like = wanted([...cases.values()].find((row) => row.account === account))
  for (let index = 0; index < count; index += 1) {
    const sysId = serviceNowSysId('copy', String(index))
    cases.set(sysId, { ...like, sys_id: sysId, number: `COPY${index}`, opened_at: `${LATER} 00:00:00` })
  }
}

function growOrders({ database }: StateOf<typeof createNetsuiteEmulator>, key: string, count: number): void {
  const entity = Number(netSuiteId('customer', key))
  const rows = (sql: string, id: number) =>
    database.prepare(sql).all(id) as Record<string, string | number | null>[]
  const order = wanted(rows(`SELECT * FROM "transaction" WHERE type = 'SalesOrd' AND entity = ?`, entity)[0])
  const lines = rows('SELECT * FROM transactionline WHERE "transaction" = ?', Number(order.id))
  for (let index = 0; index < count; index += 1) {
    const id = 200_000_000 + index
    insert(database, 'transaction', {
      ...order,
      id,
      tranid: `COPY${index}`,
      trandate: LATER,
      externalid: null,
    })
    for (const { uniquekey: _, ...line } of lines)
      insert(database, 'transactionline', { ...line, transaction: id })
  }
}

function wanted<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('the company has nothing to copy')
  return thing
}
