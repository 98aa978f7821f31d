import { customerTag } from '#shared/cache/cache.ts'
import { dayOf } from '#shared/clock.ts'
import { isUnreadable, type Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  type At,
  keepIn,
  type Loader,
  type LoaderFactories,
  ofCustomer,
  type RecordKey,
} from '#shared/subgraph/loader-factories.ts'
import type {
  BalanceRecord,
  ContractBillingRecord,
  CreditNoteRecord,
  CustomerRecord,
  ErpProvider,
  LedgerInvoiceRecord,
  LedgerLineRecord,
  LegalEntityRecord,
  OrderListRequest,
  OrderRecord,
  ProductRecord,
  ReceiptRecord,
} from './provider.ts'

/** What an operation asks the ERPs. */
export interface Loaders {
  /** The connections that serve this domain. */
  connectionIds: readonly string[]
  customer: Loader<RecordKey, CustomerRecord>
  balance: Loader<RecordKey, BalanceRecord>
  orderPage: Loader<At<OrderListRequest>, Page<Listed<OrderRecord>>>
  order: Loader<RecordKey, OrderRecord>
  product: Loader<RecordKey, ProductRecord>
  legalEntity: Loader<RecordKey, LegalEntityRecord>
  creditNote: Loader<RecordKey, CreditNoteRecord>
  /** Key: billing's native id of an invoice, an invoice line, a payment. */
  invoice: Loader<RecordKey, LedgerInvoiceRecord>
  invoiceLine: Loader<RecordKey, LedgerLineRecord>
  payment: Loader<RecordKey, ReceiptRecord>
  /** Key: the CRM's native id of a contract. */
  contract: Loader<RecordKey, ContractBillingRecord>
}

export function createLoaders(
  { connectionIds, byNativeId, byRequest }: LoaderFactories<ErpProvider>,
  request: RequestContext,
): Loaders {
  const today = dayOf(request.receivedAt)
  const product: Loaders['product'] = byNativeId('product', (erp, ids) => erp.getProducts(ids, request))
  const keepProducts = ({ lines }: OrderRecord): void => {
    for (const line of lines) if (line.product) product.prime(line.product.source, line.product)
  }
  const order: Loaders['order'] = byNativeId('order', (erp, ids) => erp.getOrders(ids, request), {
    seen: keepProducts,
  })
  return {
    connectionIds,
    product,
    order,
    orderPage: byRequest('orderPage', (erp, requests) => erp.listOrders(requests, request), {
      tagsOf: ({ connectionId, customerNativeId }) => [customerTag(connectionId, customerNativeId)],
      seen(page) {
        keepIn(order)(page)
        for (const item of page.items) if (!isUnreadable(item)) keepProducts(item)
      },
    }),
    customer: byNativeId('customer', (erp, ids) => erp.getCustomers(ids, request)),
    balance: byNativeId(`balance ${today}`, (erp, ids) => erp.getBalances(ids, today, request), {
      tagsOf: ofCustomer,
    }),
    legalEntity: byNativeId('legalEntity', (erp, ids) => erp.getLegalEntities(ids, request)),
    creditNote: byNativeId('creditNote', (erp, ids) => erp.getCreditNotes(ids, request)),
    invoice: byNativeId('invoice', (erp, ids) => erp.getInvoicesByBillingIds(ids, request)),
    invoiceLine: byNativeId('invoiceLine', (erp, ids) => erp.getInvoiceLinesByBillingIds(ids, request)),
    payment: byNativeId('payment', (erp, ids) => erp.getPaymentsByBillingIds(ids, request)),
    contract: byNativeId('contract', (erp, ids) => erp.getContractBillings(ids, request)),
  }
}
