import type { WholeLists } from '#billing/provider.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { WholeList } from '#shared/projection/whole-list.ts'
import { listedOf } from '../to-canonical/listed.ts'
import { toInvoice } from './invoices.ts'
import { LARGEST_PAGE, type ListParams, type NativePage } from './list.ts'
import type { Reading } from './reading.ts'
import { ownerIn } from './search.ts'
import { toSubscription } from './subscriptions.ts'

/** What Stripe lists for one customer alone (or finds by search, a minute later), it lists for all: a hundred to a call. */
export function createWholeLists(reading: Reading): WholeLists {
  const { client } = reading
  return {
    invoices: createWholeList(reading, {
      objectType: 'invoice',
      list: (params, call) => client.read(call, (stripe) => stripe.invoices.list(params)),
      toItem: (native) => toInvoice(reading, native),
    }),
    subscriptions: createWholeList(reading, {
      objectType: 'subscription',
      list: (params, call) =>
        client.read(call, (stripe) => stripe.subscriptions.list({ ...params, status: 'all' })),
      toItem: (native) => toSubscription(reading, native),
    }),
  }
}

function createWholeList<Item extends object>(
  { connectionId }: Reading,
  {
    objectType,
    list,
    toItem,
  }: {
    objectType: string
    list(params: ListParams, call: CallContext): Promise<NativePage>
    toItem(native: unknown): Item
  },
): WholeList<Item> {
  return {
    objectType,
    async readPage(cursor, call) {
      const after = cursor === undefined ? {} : { starting_after: cursor }
      const { data, has_more } = await list({ limit: LARGEST_PAGE, ...after }, call)
      return {
        records: data.flatMap((native) =>
          listedOf(connectionId, [native], toItem).map((item) => ({
            item,
            ownerId: ownerIn(native, 'customer'),
          })),
        ),
        next: has_more ? data.at(-1)?.id : undefined,
      }
    },
  }
}
