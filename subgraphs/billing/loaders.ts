import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  type At,
  createLoaderFactories,
  keepIn,
  type Loader,
  type LoaderFactories,
  type RecordKey,
  recordKey,
} from '#shared/subgraph/loader-factories.ts'
import type {
  BillingProvider,
  CustomerKey,
  CustomerRecord,
  DunningKey,
  DunningRecord,
  FeatureEntitlementRecord,
  FeatureRecord,
  InvoiceLineListRequest,
  InvoiceLineRecord,
  InvoiceListRequest,
  InvoiceRecord,
  ListRequest,
  PaymentRecord,
  PaymentStatus,
  PriceListRequest,
  PriceRecord,
  ProductRecord,
  SubscriptionRecord,
  SubscriptionStatus,
} from './provider.ts'

/** What an operation asks the billing systems. */
export interface Loaders {
  /** The connections that serve this domain. */
  connectionIds: readonly string[]
  customer: Loader<At<CustomerKey>, CustomerRecord>
  subscriptionPage: Loader<At<ListRequest<SubscriptionStatus>>, Page<SubscriptionRecord>>
  subscription: Loader<RecordKey, SubscriptionRecord>
  /** Key: the CRM's native id of a contract. */
  subscriptionsOfContract: Loader<RecordKey, SubscriptionRecord[]>
  invoicePage: Loader<At<InvoiceListRequest>, Page<InvoiceRecord>>
  invoice: Loader<RecordKey, InvoiceRecord>
  invoiceLinePage: Loader<At<InvoiceLineListRequest>, Page<InvoiceLineRecord>>
  /** Lines that this operation has read: a vendor may know a line only within its invoice. */
  seenInvoiceLines: ReadonlyMap<string, InvoiceLineRecord>
  paymentPage: Loader<At<ListRequest<PaymentStatus>>, Page<PaymentRecord>>
  payment: Loader<RecordKey, PaymentRecord>
  dunning: Loader<At<DunningKey>, DunningRecord>
  product: Loader<RecordKey, ProductRecord>
  featuresOfProduct: Loader<RecordKey, FeatureRecord[]>
  pricePage: Loader<At<PriceListRequest>, Page<PriceRecord>>
  price: Loader<RecordKey, PriceRecord>
  /** Key: the vendor's customer. */
  featureEntitlements: Loader<RecordKey, FeatureEntitlementRecord[]>
}

export function createLoaders(providers: readonly BillingProvider[], request: RequestContext): Loaders {
  const factories = createLoaderFactories(providers)
  return {
    connectionIds: providers.map(({ connection }) => connection.id),
    customer: factories.byRequest((billing, keys) => billing.getCustomers(keys, request)),
    ...subscriptionLoaders(factories, request),
    ...invoiceLoaders(factories, request),
    ...paymentLoaders(factories, request),
    ...catalogueLoaders(factories, request),
    featureEntitlements: factories.byNativeId((billing, ids) =>
      billing.listFeatureEntitlements(ids, request),
    ),
  }
}

type Factories = LoaderFactories<BillingProvider>

function subscriptionLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const subscription: Loaders['subscription'] = byNativeId((billing, ids) =>
    billing.getSubscriptions(ids, request),
  )
  const keep = (records: readonly SubscriptionRecord[]): void => {
    for (const record of records) subscription.prime(record.source, record)
  }
  return {
    subscription,
    subscriptionPage: byRequest(
      (billing, requests: readonly At<ListRequest<SubscriptionStatus>>[]) =>
        billing.listSubscriptions(requests, request),
      (page) => keep(page.items),
    ),
    subscriptionsOfContract: byNativeId(
      (billing, ids) => billing.listSubscriptionsOfContracts(ids, request),
      keep,
    ),
  }
}

function invoiceLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const seenInvoiceLines = new Map<string, InvoiceLineRecord>()
  const keepLines = (lines: readonly InvoiceLineRecord[]): void => {
    for (const line of lines) seenInvoiceLines.set(recordKey(line.source), line)
  }
  const invoice: Loaders['invoice'] = byNativeId(
    (billing, ids) => billing.getInvoices(ids, request),
    (record) => keepLines(record.lines.items),
  )
  return {
    invoice,
    seenInvoiceLines,
    invoicePage: byRequest(
      (billing, requests: readonly At<InvoiceListRequest>[]) => billing.listInvoices(requests, request),
      (page) => {
        for (const record of page.items) {
          invoice.prime(record.source, record)
          keepLines(record.lines.items)
        }
      },
    ),
    invoiceLinePage: byRequest(
      (billing, requests: readonly At<InvoiceLineListRequest>[]) =>
        billing.listInvoiceLines(requests, request),
      (page) => keepLines(page.items),
    ),
  }
}

function paymentLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const payment: Loaders['payment'] = byNativeId((billing, ids) => billing.getPayments(ids, request))
  return {
    payment,
    paymentPage: byRequest(
      (billing, requests: readonly At<ListRequest<PaymentStatus>>[]) =>
        billing.listPayments(requests, request),
      keepIn(payment),
    ),
    dunning: byRequest((billing, keys: readonly At<DunningKey>[]) => billing.getDunning(keys, request)),
  }
}

function catalogueLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const price: Loaders['price'] = byNativeId((billing, ids) => billing.getPrices(ids, request))
  return {
    price,
    pricePage: byRequest(
      (billing, requests: readonly At<PriceListRequest>[]) => billing.listPrices(requests, request),
      keepIn(price),
    ),
    product: byNativeId((billing, ids) => billing.getProducts(ids, request)),
    featuresOfProduct: byNativeId((billing, ids) => billing.listFeatures(ids, request)),
  }
}
