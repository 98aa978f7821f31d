import DataLoader from 'dataloader'
import type { CustomerKey } from '#billing/provider.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { type NativeCustomer, nativeCustomer } from '../native.ts'
import { parseNative } from '../to-canonical/record.ts'
import { answerEach, chunksOf, mappingOf, type Reading } from './reading.ts'
import { anyOf, MOST_CLAUSES, SEARCH_FROM } from './search.ts'

/** Customers with their tax numbers and first subscriptions: one call, whichever of them an operation needs. */
export interface CustomerReader {
  load(key: CustomerKey, call: CallContext): Promise<NativeCustomer | undefined>
}

const EXPAND = ['tax_ids', 'subscriptions']

export function createCustomerReader(reading: Reading): CustomerReader {
  const loaders = new WeakMap<CallContext, DataLoader<CustomerKey, NativeCustomer | undefined, string>>()
  const loaderOf = (call: CallContext) => {
    const known = loaders.get(call)
    if (known) return known
    const made = new DataLoader<CustomerKey, NativeCustomer | undefined, string>(
      (keys) => readCustomers(reading, keys, call),
      { cacheKeyFn: ({ nativeId }) => nativeId },
    )
    loaders.set(call, made)
    return made
  }
  return { load: (key, call) => loaderOf(call).load(key) }
}

/**
 * Stripe can search customers by metadata but not by id: many are searched by the CRM's id of theirs, and who is not
 * found that way (no such metadata, not yet indexed) is retrieved alone.
 */
async function readCustomers(
  reading: Reading,
  keys: readonly CustomerKey[],
  call: CallContext,
): Promise<(NativeCustomer | WeftError | undefined)[]> {
  const hints = keys.length < SEARCH_FROM ? [] : keys.flatMap(({ crmNativeIds }) => crmNativeIds.slice(0, 1))
  const found = new Map(
    (await Promise.all(chunksOf(hints, MOST_CLAUSES).map((chunk) => searchCustomers(reading, chunk, call))))
      .flat()
      .map((customer) => [customer.id, customer]),
  )
  return answerEach(
    keys,
    async ({ nativeId }) => found.get(nativeId) ?? retrieveCustomer(reading, nativeId, call),
  )
}

async function searchCustomers(
  reading: Reading,
  crmIds: readonly string[],
  call: CallContext,
): Promise<NativeCustomer[]> {
  const query = anyOf(`metadata['${reading.fields.crmAccountId}']`, crmIds)
  const expand = EXPAND.map((path) => `data.${path}`)
  try {
    const answer = await reading.client.read(call, (stripe) =>
      stripe.customers.search({ query, limit: 100, expand }),
    )
    // What is not as published is retrieved alone, and fails alone.
    return answer.data.flatMap((customer) => {
      const parsed = nativeCustomer.safeParse(customer)
      return parsed.success ? [parsed.data] : []
    })
  } catch (error) {
    // Accounts in some regions cannot search.
    if (isWeftError(error, 'REJECTED_BY_SYSTEM')) return []
    throw error
  }
}

async function retrieveCustomer(
  reading: Reading,
  nativeId: string,
  call: CallContext,
): Promise<NativeCustomer | undefined> {
  const answer = await reading.client.read(call, (stripe) =>
    stripe.customers.retrieve(nativeId, { expand: EXPAND }),
  )
  if (answer.deleted) return undefined
  return parseNative(nativeCustomer, answer, mappingOf(reading))
}
