import { dayOf } from '#shared/clock.ts'
import { isUnreadable, type Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  type At,
  createLoaderFactories,
  keepIn,
  type Loader,
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

export function createLoaders(providers: readonly ErpProvider[], request: RequestContext): Loaders {
  const { byNativeId, byRequest } = createLoaderFactories(providers)
  const product: Loaders['product'] = byNativeId((erp, ids) => erp.getProducts(ids, request))
  const keepProducts = ({ lines }: OrderRecord): void => {
    for (const line of lines) if (line.product) product.prime(line.product.source, line.product)
  }
  const order: Loaders['order'] = byNativeId((erp, ids) => erp.getOrders(ids, request), keepProducts)
  return {
    connectionIds: providers.map(({ connection }) => connection.id),
    product,
    order,
    orderPage: byRequest(
      (erp, requests) => erp.listOrders(requests, request),
      (page) => {
        keepIn(order)(page)
        for (const item of page.items) if (!isUnreadable(item)) keepProducts(item)
      },
    ),
    customer: byNativeId((erp, ids) => erp.getCustomers(ids, request)),
    balance: byNativeId((erp, ids) => erp.getBalances(ids, dayOf(request.receivedAt), request)),
    legalEntity: byNativeId((erp, ids) => erp.getLegalEntities(ids, request)),
    creditNote: byNativeId((erp, ids) => erp.getCreditNotes(ids, request)),
    invoice: byNativeId((erp, ids) => erp.getInvoicesByBillingIds(ids, request)),
    invoiceLine: byNativeId((erp, ids) => erp.getInvoiceLinesByBillingIds(ids, request)),
    payment: byNativeId((erp, ids) => erp.getPaymentsByBillingIds(ids, request)),
    contract: byNativeId((erp, ids) => erp.getContractBillings(ids, request)),
  }
}
