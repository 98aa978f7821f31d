import { dayOf } from '#shared/clock.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import { assertId, type EntityType } from '#shared/global-id.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { CanonicalIds } from './canonical-ids.ts'
import type {
  BalanceRecord,
  ContractBillingRecord,
  CreditNoteRecord,
  CustomerRecord,
  ErpProvider,
  ErpRecord,
  LedgerInvoiceRecord,
  LedgerLineRecord,
  LegalEntityRecord,
  OrderListRequest,
  OrderRecord,
  ProductRecord,
  ReceiptRecord,
} from './provider.ts'
import type { Reads } from './reads.ts'
import { createRecordLoader, loadRef, type RecordLoader } from './record-loader.ts'

/**
 * Records by canonical id, batched for one operation; undefined where the ERP has none. Each read is tracked under
 * the object it was made for.
 */
export interface Loaders {
  customer(id: string): Promise<CustomerRecord | undefined>
  /** The customer record as the entitlement check uses it: its hold is what the check rests on. */
  holdOf(customerId: string): Promise<CustomerRecord | undefined>
  balance(customerId: string): Promise<BalanceRecord | undefined>
  /** A page of the customer's orders. */
  ordersOf(
    customerId: string,
    page: Omit<OrderListRequest, 'customerNativeId'>,
  ): Promise<Page<OrderRecord> | undefined>
  /** By native reference: `refOf('Order', id)` finds it. */
  order(object: { id: string; ref: NativeRef }): Promise<OrderRecord | undefined>
  /** The ledger's side of a billing invoice; `known` is false where billing has no such invoice either. */
  invoice(id: string): Promise<{ known: boolean; record: LedgerInvoiceRecord | undefined }>
  invoiceLine(id: string): Promise<LedgerLineRecord | undefined>
  payment(id: string): Promise<ReceiptRecord | undefined>
  contract(id: string): Promise<ContractBillingRecord | undefined>
  product(id: string): Promise<ProductRecord | undefined>
  legalEntity(id: string): Promise<LegalEntityRecord | undefined>
  creditNote(id: string): Promise<CreditNoteRecord | undefined>
  /** The ERP's own record of an object; the oldest where there are several. */
  refOf(type: EntityType, id: string): Promise<NativeRef | undefined>
}

interface Sources {
  providers: readonly ErpProvider[]
  ids: CanonicalIds
  reads: Reads
  request: RequestContext
}

export function createLoaders(sources: Sources): Loaders {
  const { providers, ids, reads, request } = sources
  const native = createNativeLoaders(providers, request)
  const configured = new Set(providers.map(({ connection }) => connection.id))

  const refOf = async (type: EntityType, id: string): Promise<NativeRef | undefined> => {
    assertId(type, id)
    const links = await ids.linksOf(id, 'ERP')
    return links.find(({ connectionId }) => configured.has(connectionId))
  }
  const own = async <Record>(type: EntityType, id: string, loader: RecordLoader<string, Record>) => {
    const ref = await refOf(type, id)
    return ref && loadRef(loader, ref)
  }
  /** The record that carries the id which another domain's system gave the object. */
  const named = async <Record>(
    object: { type: EntityType; id: string; owner: SystemDomain },
    loader: RecordLoader<string, Record>,
  ) => {
    assertId(object.type, object.id)
    const [link] = await ids.linksOf(object.id, object.owner)
    return { known: link !== undefined, record: link && (await loader.loadFromAny(link.nativeId)) }
  }
  const track = <Loaded extends ErpRecord | undefined>(type: string, id: string, loading: Promise<Loaded>) =>
    reads.track(objectKey(type, id), loading)

  return {
    refOf,
    customer: (id) => track('Customer', id, own('Customer', id, native.customers)),
    holdOf: (id) => track('EntitlementCheck', id, own('Customer', id, native.customers).then(onlyHold)),
    balance: (id) => track('AccountBalance', id, own('Customer', id, native.balances)),
    async ordersOf(id, page) {
      const ref = await refOf('Customer', id)
      return ref && native.orderPages.load(ref.connectionId, { ...page, customerNativeId: ref.nativeId })
    },
    order: ({ id, ref }) => track('Order', id, loadRef(native.orders, ref)),
    async invoice(id) {
      const found = named({ type: 'Invoice', id, owner: 'BILLING' }, native.invoices)
      await track(
        'Invoice',
        id,
        found.then(({ record }) => record),
      )
      return found
    },
    invoiceLine: async (id) =>
      (await named({ type: 'InvoiceLine', id, owner: 'BILLING' }, native.invoiceLines)).record,
    payment: (id) =>
      track(
        'Payment',
        id,
        named({ type: 'Payment', id, owner: 'BILLING' }, native.payments).then(({ record }) => record),
      ),
    contract: (id) =>
      track(
        'Contract',
        id,
        named({ type: 'Contract', id, owner: 'CRM' }, native.contracts).then(({ record }) => record),
      ),
    product: (id) => track('Product', id, own('Product', id, native.products)),
    legalEntity: (id) => own('LegalEntity', id, native.legalEntities),
    creditNote: (id) => own('CreditNote', id, native.creditNotes),
  }
}

/** Names an object among the tracked reads. */
export const objectKey = (type: string, id: string): string => `${type} ${id}`

function onlyHold(record: CustomerRecord | undefined): CustomerRecord | undefined {
  const creditHold = record?.fieldSources.creditHold
  return record && { ...record, fieldSources: creditHold === undefined ? {} : { creditHold } }
}

/** Records by native key. Orders bring their products along. */
function createNativeLoaders(providers: readonly ErpProvider[], request: RequestContext) {
  const today = dayOf(request.receivedAt)
  const products = createRecordLoader<string, ProductRecord>(providers, (erp, keys) =>
    erp.getProducts(keys, request),
  )
  const orders = createRecordLoader<string, OrderRecord>(providers, async (erp, keys) =>
    (await erp.getOrders(keys, request)).map((order) => {
      if (order && 'lines' in order) keep(order)
      return order
    }),
  )
  const keep = ({ lines }: OrderRecord): void => {
    for (const { product } of lines) {
      if (product) products.prime(product.source.connectionId, product.source.nativeId, product)
    }
  }
  const orderPages = createRecordLoader<OrderListRequest, Page<OrderRecord>>(
    providers,
    async (erp, requests) => {
      const pages = await erp.listOrders(requests, request)
      for (const order of pages.flatMap((page) => (page && 'items' in page ? page.items : []))) {
        orders.prime(order.source.connectionId, order.source.nativeId, order)
        keep(order)
      }
      return pages
    },
  )
  return {
    products,
    orders,
    orderPages,
    customers: createRecordLoader<string, CustomerRecord>(providers, (erp, keys) =>
      erp.getCustomers(keys, request),
    ),
    balances: createRecordLoader<string, BalanceRecord>(providers, (erp, keys) =>
      erp.getBalances(keys, today, request),
    ),
    invoices: createRecordLoader<string, LedgerInvoiceRecord>(providers, (erp, keys) =>
      erp.getInvoicesByBillingIds(keys, request),
    ),
    invoiceLines: createRecordLoader<string, LedgerLineRecord>(providers, (erp, keys) =>
      erp.getInvoiceLinesByBillingIds(keys, request),
    ),
    payments: createRecordLoader<string, ReceiptRecord>(providers, (erp, keys) =>
      erp.getPaymentsByBillingIds(keys, request),
    ),
    contracts: createRecordLoader<string, ContractBillingRecord>(providers, (erp, keys) =>
      erp.getContractBillings(keys, request),
    ),
    legalEntities: createRecordLoader<string, LegalEntityRecord>(providers, (erp, keys) =>
      erp.getLegalEntities(keys, request),
    ),
    creditNotes: createRecordLoader<string, CreditNoteRecord>(providers, (erp, keys) =>
      erp.getCreditNotes(keys, request),
    ),
  }
}
