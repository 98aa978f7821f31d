import { type CacheTag, customerTag, recordTag } from '#shared/cache/cache.ts'
import type { Listed } from '#shared/listed.ts'
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
import type { BillingProjections } from './projections.ts'
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
import { type FindMade, listOfContracts } from './subscriptions-of-contracts.ts'

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

type Factories = LoaderFactories<BillingProvider>

/** Lists hang on their customer. */
const ofOwner = ({ connectionId, customer }: At<{ customer: CustomerKey }>): readonly CacheTag[] => [
  customerTag(connectionId, customer.nativeId),
]

export function createLoaders(
  factories: Factories,
  request: RequestContext,
  { projections, findMade = async () => [] }: { projections?: BillingProjections; findMade?: FindMade } = {},
): Loaders {
  return {
    connectionIds: factories.connectionIds,
    customer: factories.byRequest('customer', (billing, keys) => billing.getCustomers(keys, request), {
      tagsOf: (key) => [recordTag(key)],
    }),
    ...subscriptionLoaders(factories, request, { kept: projections?.subscriptions, findMade }),
    ...invoiceLoaders(factories, request, projections?.invoices),
    ...paymentLoaders(factories, request),
    ...catalogueLoaders(factories, request),
    featureEntitlements: factories.byNativeId(
      'featureEntitlements',
      (billing, ids) => billing.listFeatureEntitlements(ids, request),
      { tagsOf: ofCustomer },
    ),
  }
}

function subscriptionLoaders(
  { byNativeId, byRequest }: Factories,
  request: RequestContext,
  { kept, findMade }: { kept: BillingProjections['subscriptions'] | undefined; findMade: FindMade },
) {
  const subscription: Loaders['subscription'] = byNativeId(
    'subscription',
    (billing, ids) => billing.getSubscriptions(ids, request),
    { findKept: kept?.findRecords },
  )
  const keep = keepIn(subscription)
  return {
    subscription,
    subscriptionPage: byRequest(
      'subscriptionPage',
      (billing, requests: readonly At<ListRequest<SubscriptionStatus>>[]) =>
        billing.listSubscriptions(requests, request),
      { tagsOf: ofOwner, seen: keep, findKept: kept?.findPages },
    ),
    subscriptionsOfContract: byNativeId(
      'subscriptionsOfContract',
      (billing, ids) => listOfContracts(billing, ids, { findMade, now: request.receivedAt, call: request }),
      { seen: (items) => keep({ items }) },
    ),
  }
}

function invoiceLoaders(
  { byNativeId, byRequest }: Factories,
  request: RequestContext,
  kept: BillingProjections['invoices'] | undefined,
) {
  const invoice: Loaders['invoice'] = byNativeId(
    'invoice',
    (billing, ids) => billing.getInvoices(ids, request),
    { findKept: kept?.findRecords },
  )
  return {
    invoice,
    invoicePage: byRequest(
      'invoicePage',
      (billing, requests: readonly At<InvoiceListRequest>[]) => billing.listInvoices(requests, request),
      {
        tagsOf: ofOwner,
        // Overdue at any instant is overdue now: as old as the answer is.
        findKept: kept?.findPages,
        wordsOf: ({ overdueAt, ...request }) => ({ ...request, overdue: overdueAt !== undefined }),
        seen: keepIn(invoice),
      },
    ),
    invoiceLinePage: byRequest(
      'invoiceLinePage',
      (billing, requests: readonly At<InvoiceLineListRequest>[]) =>
        billing.listInvoiceLines(requests, request),
      {
        tagsOf: ({ connectionId, invoiceNativeId }) => [
          recordTag({ connectionId, nativeId: invoiceNativeId }),
        ],
      },
    ),
  }
}

function paymentLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const payment: Loaders['payment'] = byNativeId('payment', (billing, ids) =>
    billing.getPayments(ids, request),
  )
  return {
    payment,
    paymentPage: byRequest(
      'paymentPage',
      (billing, requests: readonly At<ListRequest<PaymentStatus>>[]) =>
        billing.listPayments(requests, request),
      { tagsOf: ofOwner, seen: keepIn(payment) },
    ),
    dunning: byRequest(
      'dunning',
      (billing, keys: readonly At<DunningKey>[]) => billing.getDunning(keys, request),
      {
        tagsOf: (key) => [recordTag(key), customerTag(key.connectionId, key.customerNativeId)],
      },
    ),
  }
}

function catalogueLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const price: Loaders['price'] = byNativeId('price', (billing, ids) => billing.getPrices(ids, request))
  return {
    price,
    pricePage: byRequest(
      'pricePage',
      (billing, requests: readonly At<PriceListRequest>[]) => billing.listPrices(requests, request),
      {
        tagsOf: ({ connectionId, productNativeId }) => [
          recordTag({ connectionId, nativeId: productNativeId }),
        ],
        seen: keepIn(price),
      },
    ),
    product: byNativeId('product', (billing, ids) => billing.getProducts(ids, request)),
    featuresOfProduct: byNativeId('featuresOfProduct', (billing, ids) => billing.listFeatures(ids, request)),
  }
}
