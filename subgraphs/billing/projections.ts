import type { Page } from '#shared/page.ts'
import type { ProjectedList } from '#shared/projection/projected-list.ts'
import type { PageQuestion, Projection } from '#shared/projection/projection.ts'
import type { Projections } from '#shared/projection/open-projections.ts'
import { dayOf } from '#shared/clock.ts'
import type { At, FindKept, RecordKey } from '#shared/subgraph/loader-factories.ts'
import type {
  BillingProvider,
  InvoiceListRequest,
  InvoiceRecord,
  ListRequest,
  SubscriptionRecord,
  SubscriptionStatus,
} from './provider.ts'

/** What loaders find without a system: pages by their request, records by their id. */
interface KeptList<Request, Item> {
  findPages: FindKept<At<Request>, Page<Item>>
  findRecords: FindKept<RecordKey, Item>
}

/** Billing's lists that are kept. */
export interface BillingProjections {
  invoices: KeptList<InvoiceListRequest, InvoiceRecord>
  subscriptions: KeptList<ListRequest<SubscriptionStatus>, SubscriptionRecord>
}

/** The lists that billing systems can tell whole, and whose changes they list. */
export function declareProjections(providers: readonly BillingProvider[]): ProjectedList[] {
  return providers.flatMap((provider) => {
    const poll = provider.changes?.poll
    if (!poll) return []
    const { connection, wholeLists: { invoices, subscriptions } = {} } = provider
    const common = { connection, changes: poll, health: () => provider.health() }
    const lists: ProjectedList[] = [
      ...(invoices ? [toInvoices(provider, invoices, common)] : []),
      ...(subscriptions ? [toSubscriptions(provider, subscriptions, common)] : []),
    ]
    return lists.filter(({ whole }) => poll.objectTypes.includes(whole.objectType))
  })
}

type Common = Pick<ProjectedList, 'connection' | 'changes' | 'health'>

function toInvoices(
  provider: BillingProvider,
  whole: ProjectedList<InvoiceRecord>['whole'],
  common: Common,
): ProjectedList<InvoiceRecord> {
  return {
    ...common,
    name: 'invoices',
    whole,
    readRecords: (ids, call) => provider.getInvoices(ids, call),
    traitsOf: ({ customer, status, dueDate, amountDue }) => ({
      ownerId: customer?.nativeId,
      status,
      dueOn: amountDue.minorUnits > 0n ? dueDate : undefined,
    }),
  }
}

function toSubscriptions(
  provider: BillingProvider,
  whole: ProjectedList<SubscriptionRecord>['whole'],
  common: Common,
): ProjectedList<SubscriptionRecord> {
  return {
    ...common,
    name: 'subscriptions',
    whole,
    readRecords: (ids, call) => provider.getSubscriptions(ids, call),
    traitsOf: ({ customer, status }) => ({ ownerId: customer.nativeId, status, dueOn: undefined }),
  }
}

export function createBillingProjections({
  projectionOf,
}: Pick<Projections, 'projectionOf'>): BillingProjections {
  return {
    invoices: keptListOf(projectionOf<InvoiceRecord>('invoices'), ({ overdueAt, ...request }) => ({
      ...toQuestion(request),
      dueBefore: overdueAt && dayOf(overdueAt),
    })),
    subscriptions: keptListOf(projectionOf<SubscriptionRecord>('subscriptions'), (request) =>
      toQuestion({ ...request, statuses: request.statuses ?? NOT_CANCELLED }),
    ),
  }
}

function keptListOf<Request, Item>(
  projection: Projection<Item>,
  toQuestion: (request: Request) => PageQuestion,
): KeptList<Request, Item> {
  return {
    findPages: (connectionId, requests, since) =>
      projection.findPages(connectionId, requests.map(toQuestion), since),
    findRecords: (connectionId, keys, since) =>
      projection.findRecords(
        connectionId,
        keys.map(({ nativeId }) => nativeId),
        since,
      ),
  }
}

function toQuestion({ customer, first, after, statuses }: ListRequest<string>): PageQuestion {
  return { ownerId: customer.nativeId, first, after, statuses, dueBefore: undefined }
}

const NOT_CANCELLED: readonly SubscriptionStatus[] = [
  'INCOMPLETE',
  'TRIALING',
  'FUTURE',
  'ACTIVE',
  'PAST_DUE',
  'PAUSED',
  'NON_RENEWING',
  'UNKNOWN',
]
