import { isUnreadable, type Listed } from '#shared/listed.ts'
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
  subscriptionPage: Loader<At<ListRequest<SubscriptionStatus>>, Page<Listed<SubscriptionRecord>>>
  subscription: Loader<RecordKey, SubscriptionRecord>
  /** Key: the CRM's native id of a contract. */
  subscriptionsOfContract: Loader<RecordKey, SubscriptionRecord[]>
  invoicePage: Loader<At<InvoiceListRequest>, Page<Listed<InvoiceRecord>>>
  invoice: Loader<RecordKey, InvoiceRecord>
  invoiceLinePage: Loader<At<InvoiceLineListRequest>, Page<Listed<InvoiceLineRecord>>>
  /** Lines that this operation has read: a vendor may know a line only within its invoice. */
  seenInvoiceLines: ReadonlyMap<string, InvoiceLineRecord>
  paymentPage: Loader<At<ListRequest<PaymentStatus>>, Page<Listed<PaymentRecord>>>
  payment: Loader<RecordKey, PaymentRecord>
  dunning: Loader<At<DunningKey>, DunningRecord>
  product: Loader<RecordKey, ProductRecord>
  featuresOfProduct: Loader<RecordKey, FeatureRecord[]>
  pricePage: Loader<At<PriceListRequest>, Page<Listed<PriceRecord>>>
  price: Loader<RecordKey, PriceRecord>
  /** Key: the vendor's customer. */
  featureEntitlements: Loader<RecordKey, Listed<FeatureEntitlementRecord>[]>
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
  const keep = keepIn(subscription)
  return {
    subscription,
    subscriptionPage: byRequest(
      (billing, requests: readonly At<ListRequest<SubscriptionStatus>>[]) =>
        billing.listSubscriptions(requests, request),
      keep,
    ),
    subscriptionsOfContract: byNativeId(
      (billing, ids) => billing.listSubscriptionsOfContracts(ids, request),
      (items) => keep({ items }),
    ),
  }
}

function invoiceLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const seenInvoiceLines = new Map<string, InvoiceLineRecord>()
  const keepLines = (lines: readonly Listed<InvoiceLineRecord>[]): void => {
    for (const line of lines) if (!isUnreadable(line)) seenInvoiceLines.set(recordKey(line.source), line)
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
        keepIn(invoice)(page)
        for (const item of page.items) if (!isUnreadable(item)) keepLines(item.lines.items)
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
