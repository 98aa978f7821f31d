import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import type { ErpProvider } from '../../provider.ts'
import { createBatch, type LoadRows } from './batch.ts'
import { createNetSuiteClient } from './client.ts'
import { createChangeSource } from './events/change-source.ts'
import { createIdentitySource } from './identities.ts'
import { inLineOrder, listOrders } from './list-orders.ts'
import { legalEntitiesNeed, productsNeed } from './queries/catalogue.ts'
import { balancesNeed, customersNeed } from './queries/customers.ts'
import {
  applicationsByInvoiceNeed,
  contractBillingsNeed,
  creditNotesNeed,
  invoiceLinesNeed,
  invoicesNeed,
  receiptsNeed,
} from './queries/invoices.ts'
import type { Need } from './queries/need.ts'
import { ordersByIdNeed } from './queries/orders.ts'
import { groupRows, keyedIn, loadRows, numbersOf, toAnswers } from './reads.ts'
import { toBalance, toCustomer } from './to-canonical/customer.ts'
import {
  toContractBilling,
  toCreditNote,
  toLedgerInvoice,
  toLedgerLine,
  toReceipt,
} from './to-canonical/invoice.ts'
import { toLegalEntity } from './to-canonical/legal-entity.ts'
import { toOrder } from './to-canonical/order.ts'
import { toProduct } from './to-canonical/product.ts'
import { createMapping, type Mapping } from './to-canonical/row.ts'
import { createErpWrites } from './writes/create-writes.ts'

/** The ERP contract: reads over SuiteQL, one call for what one operation needs in one turn of the event loop; writes over records. */
export function createNetsuiteProvider(connection: Connection, options: ProviderOptions): ErpProvider {
  const { clock } = options
  const client = createNetSuiteClient(connection, options)
  const mapping = createMapping(connection, clock)
  const load = createBatch(client)
  return {
    connection,
    identities: createIdentitySource(connection, client, mapping),
    changes: createChangeSource(connection, { client, load, mapping }),
    writes: createErpWrites(connection, { client, load, mapping }),
    ...customerReads(load, mapping),
    ...invoiceReads(load, mapping),
    ...catalogueReads(load, mapping),
    listOrders: (requests, call) => listOrders({ load, mapping }, requests, call),
    health: () => client.health(),
    close: () => client.close(),
  }
}

type Reads<Names extends keyof ErpProvider> = Pick<ErpProvider, Names>

function customerReads(
  load: LoadRows,
  mapping: Mapping,
): Reads<'getCustomers' | 'getBalances' | 'getOrders'> {
  const { fields, connectionId } = mapping
  const keyed = keyedIn(connectionId)
  return {
    async getCustomers(ids, call) {
      const rows = await loadRows(load, numbersOf(ids), (part) => customersNeed(part, fields), call)
      return toAnswers(ids, keyed('customer', rows), (_, row) => toCustomer(row, mapping))
    },
    async getBalances(ids, asOf, call) {
      const rows = await loadRows(load, numbersOf(ids), (part) => balancesNeed(part, asOf), call)
      return toAnswers(ids, keyed('customer', rows), (_, row) => toBalance(row, mapping))
    },
    async getOrders(ids, call) {
      const rows = await loadRows(load, numbersOf(ids), (part) => ordersByIdNeed(part, fields), call)
      return toAnswers(ids, keyed('salesOrder', rows), (lines) => toOrder(inLineOrder(lines), mapping))
    },
  }
}

function invoiceReads(
  load: LoadRows,
  mapping: Mapping,
): Reads<
  | 'getInvoicesByBillingIds'
  | 'getInvoiceLinesByBillingIds'
  | 'getPaymentsByBillingIds'
  | 'getCreditNotes'
  | 'getContractBillings'
> {
  const { fields, connectionId } = mapping
  const keyed = keyedIn(connectionId)
  const read = (keys: readonly string[], toNeed: (keys: readonly string[]) => Need, call: CallContext) =>
    loadRows(load, keys, toNeed, call)
  return {
    async getInvoicesByBillingIds(ids, call) {
      const [invoices, applications] = await Promise.all([
        read(ids, invoicesNeed, call),
        read(ids, applicationsByInvoiceNeed, call),
      ])
      const applied = groupRows(applications, 'invoice_external_id')
      return toAnswers(ids, keyed('invoice', invoices, { key: 'external_id' }), (_, row) =>
        toLedgerInvoice(row, applied.get(row.external_id ?? '') ?? [], mapping),
      )
    },
    async getInvoiceLinesByBillingIds(ids, call) {
      const rows = await read(ids, (part) => invoiceLinesNeed(part, fields), call)
      return toAnswers(ids, keyed('invoice', rows, { id: 'transaction_id' }), (_, row) =>
        toLedgerLine(row, mapping),
      )
    },
    async getPaymentsByBillingIds(ids, call) {
      const rows = await read(ids, receiptsNeed, call)
      return toAnswers(ids, keyed('customerPayment', rows, { key: 'external_id' }), (own) =>
        toReceipt(own, mapping),
      )
    },
    async getCreditNotes(ids, call) {
      const rows = await read(numbersOf(ids), creditNotesNeed, call)
      return toAnswers(ids, keyed('creditMemo', rows), (_, row) => toCreditNote(row, mapping))
    },
    async getContractBillings(ids, call) {
      const rows = await read(ids, (part) => contractBillingsNeed(part, fields), call)
      return toAnswers(ids, keyed('invoice', rows, { id: 'newest' }), (own) =>
        toContractBilling(own, mapping),
      )
    },
  }
}

function catalogueReads(load: LoadRows, mapping: Mapping): Reads<'getLegalEntities' | 'getProducts'> {
  const keyed = keyedIn(mapping.connectionId)
  return {
    async getLegalEntities(ids, call) {
      const rows = await loadRows(load, numbersOf(ids), legalEntitiesNeed, call)
      return toAnswers(ids, keyed('subsidiary', rows, { key: 's_id', id: 's_id' }), (_, row) =>
        toLegalEntity(row, mapping),
      )
    },
    async getProducts(ids, call) {
      const rows = await loadRows(load, numbersOf(ids), (part) => productsNeed(part, mapping.fields), call)
      return toAnswers(ids, keyed('item', rows, { key: 'i_id', id: 'i_id' }), (_, row) =>
        toProduct(row, mapping),
      )
    },
  }
}
