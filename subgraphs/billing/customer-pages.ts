import { asNode, isUnreadable, type Listed } from '#shared/listed.ts'
import { type Connection, type Page, type PageInput, parsePageArguments, toConnection } from '#shared/page.ts'
import type { CanonicalRecord } from '#shared/provenance.ts'
import type { OwnType } from '#shared/subgraph/canonical-ids.ts'
import type { RecordKey } from '#shared/subgraph/loader-factories.ts'
import { withId } from '#shared/subgraph/records.ts'
import type { Context } from './context.ts'
import { customerKeysOf } from './customers.ts'
import { loadMergedPage } from './merged-page.ts'
import type {
  InvoiceRecord,
  InvoiceStatus,
  PaymentRecord,
  PaymentStatus,
  SubscriptionRecord,
  SubscriptionStatus,
} from './provider.ts'

/** What the fields that page are asked with. */
export interface ListInput<Status> extends PageInput {
  statuses?: readonly Status[] | null | undefined
}

type Node<Item> = { id: string; record: Item }

/** Relay connection over the lists of all owners, each record with its canonical id. */
export async function loadConnection<
  Owner extends RecordKey,
  Item extends CanonicalRecord & { createdAt: Date },
>(
  { kind, type }: { kind: string; type: OwnType },
  owners: readonly Owner[],
  input: PageInput,
  context: Context,
  load: (
    owner: Owner,
    page: { first: number; after: string | undefined },
  ) => Promise<Page<Listed<Item>> | undefined>,
): Promise<Connection<Node<Item> | null>> {
  const asked = parsePageArguments(kind, input)
  const page = await loadMergedPage(owners, asked, (owner, position) =>
    load(owner, { first: asked.first, after: position }),
  )
  const items = await Promise.all(
    page.items.map(async ({ record, position }) => ({
      node: isUnreadable(record) ? asNode(record) : await withId(type, record, context),
      position,
    })),
  )
  return toConnection(kind, { items, hasNextPage: page.hasNextPage }, asked.after, {
    positionOf: ({ position }) => position,
    nodeOf: ({ node }) => node,
  })
}

/** Null: no billing system knows the customer. */
export async function loadSubscriptions(
  customerId: string,
  { statuses, ...page }: ListInput<SubscriptionStatus>,
  context: Context,
): Promise<Connection<Node<SubscriptionRecord> | null> | null> {
  const keys = await customerKeysOf(customerId, context)
  if (!keys) return null
  const connection = { kind: 'Customer.subscriptions', type: 'BillingSubscription' } as const
  return loadConnection(connection, keys, page, context, ({ connectionId, ...customer }, part) =>
    context.loaders.subscriptionPage.load({
      connectionId,
      customer,
      ...part,
      statuses: statuses ?? undefined,
    }),
  )
}

export async function loadInvoices(
  customerId: string,
  {
    kind,
    overdue,
    statuses,
    ...page
  }: ListInput<InvoiceStatus> & {
    kind: string
    overdue?: boolean | null | undefined
  },
  context: Context,
): Promise<Connection<Node<InvoiceRecord> | null> | null> {
  const keys = await customerKeysOf(customerId, context)
  if (!keys) return null
  const overdueAt = overdue ? context.request.receivedAt : undefined
  const connection = { kind, type: 'Invoice' } as const
  return loadConnection(connection, keys, page, context, ({ connectionId, ...customer }, part) =>
    context.loaders.invoicePage.load({
      connectionId,
      customer,
      ...part,
      statuses: statuses ?? undefined,
      overdueAt,
    }),
  )
}

export async function loadPayments(
  customerId: string,
  { statuses, ...page }: ListInput<PaymentStatus>,
  context: Context,
): Promise<Connection<Node<PaymentRecord> | null> | null> {
  const keys = await customerKeysOf(customerId, context)
  if (!keys) return null
  const connection = { kind: 'Customer.payments', type: 'Payment' } as const
  return loadConnection(connection, keys, page, context, ({ connectionId, ...customer }, part) =>
    context.loaders.paymentPage.load({ connectionId, customer, ...part, statuses: statuses ?? undefined }),
  )
}
