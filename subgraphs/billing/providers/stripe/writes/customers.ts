import type { Stripe } from 'stripe'
import type { CustomerChange, NewCustomer } from '#billing/writes.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { anyOf } from '../reads/search.ts'
import { findInList } from './scan.ts'
import { toNativeAddress, toSeconds } from './to-native.ts'
import { writeOnce } from './write-once.ts'
import { carriesKey, KEY_FIELD, keyMetadata, metadataOf, toWritten, type Writing } from './writing.ts'

/** Longer than Stripe keeps a key, so that what is made under one is in the list. */
const RECENT_SECONDS = 48 * 3600

/** Which change a customer got last: it is not made again over what somebody did since. */
const CHANGE_FIELD = 'weft_change'

export async function createCustomer(
  writing: Writing,
  customer: NewCustomer,
  call: WriteCall,
): Promise<Written> {
  const { client, fields } = writing
  const earlier = await findEarlier(writing, customer, call)
  if (earlier) return toWritten(writing, earlier, 'FOUND')
  const params: Stripe.CustomerCreateParams = {
    name: customer.name,
    ...(customer.email === undefined ? {} : { email: customer.email }),
    ...(customer.address === undefined ? {} : { address: toNativeAddress(customer.address) }),
    tax_id_data: customer.taxIdentifiers.map(({ scheme, value }) => ({
      type: scheme as Stripe.CustomerCreateParams.TaxIdDatum.Type,
      value,
    })),
    metadata: metadataOf({
      ...keyMetadata(call),
      [fields.crmAccountId]: customer.crmNativeId,
      [fields.erpCustomerId]: customer.erpNativeId,
    }),
  }
  const { record, isFound } = await writeOnce<Stripe.Customer>(
    writing,
    {
      part: 'customer',
      look: () => findAmongRecent(writing, customer, call),
      make: (stripe, key) => stripe.customers.create(params, key),
    },
    call,
  )
  return toWritten(writing, record, isFound ? 'FOUND' : 'CREATED')

  /** The search is a minute behind, and Stripe's memory of the key a day long: together they miss nothing. */
  async function findEarlier(...looking: Parameters<typeof findAmongRecent>) {
    try {
      const query = anyOf(`metadata['${KEY_FIELD}']`, [call.idempotencyKey])
      const found = await client.read(call, (stripe) => stripe.customers.search({ query, limit: 1 }))
      return found.data[0]
    } catch (error) {
      // Accounts in some regions cannot search.
      if (isWeftError(error, 'REJECTED_BY_SYSTEM')) return findAmongRecent(...looking)
      throw error
    }
  }
}

function findAmongRecent(
  { client, clock }: Writing,
  { email }: NewCustomer,
  call: WriteCall,
): Promise<Stripe.Customer | undefined> {
  const since = { created: { gte: toSeconds(clock.now()) - RECENT_SECONDS } }
  const narrowed = email === undefined ? since : { email }
  return findInList(
    (params) => client.read(call, (stripe) => stripe.customers.list({ ...params, ...narrowed })),
    (customer) => carriesKey(customer, call),
  )
}

export async function updateCustomer(
  writing: Writing,
  { nativeId, name, email, address }: CustomerChange,
  call: WriteCall,
): Promise<Written> {
  const current = await retrieve(writing, nativeId, call)
  if (current === undefined) throw gone(writing)
  const asked: Stripe.CustomerUpdateParams = {
    // The business name is what is read as the legal name, where there is one.
    ...(name === undefined ? {} : { name, business_name: name }),
    ...(email === undefined ? {} : { email }),
    ...(address === undefined ? {} : { address: toNativeAddress(address) }),
  }
  if (carriesKey(current, call, CHANGE_FIELD) || isAsAsked(current, { name, email, address }))
    return toWritten(writing, current, 'FOUND')
  const { record, isFound } = await writeOnce<Stripe.Customer>(
    writing,
    {
      part: 'change',
      async look() {
        const customer = await retrieve(writing, nativeId, call)
        return customer && carriesKey(customer, call, CHANGE_FIELD) ? customer : undefined
      },
      make: (stripe, key) =>
        stripe.customers.update(
          nativeId,
          { ...asked, metadata: { [CHANGE_FIELD]: call.idempotencyKey } },
          key,
        ),
    },
    call,
  )
  return toWritten(writing, record, isFound ? 'FOUND' : 'UPDATED')
}

const ADDRESS_PARTS = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'] as const

function isAsAsked(
  current: Stripe.Customer,
  {
    name,
    email,
    address,
  }: { name: string | undefined; email: string | undefined; address: PostalAddress | undefined },
): boolean {
  if (name !== undefined && (current.name !== name || current.business_name !== name)) return false
  if (email !== undefined && current.email !== email) return false
  if (address === undefined) return true
  const wanted = toNativeAddress(address)
  return ADDRESS_PARTS.every((part) => (current.address?.[part] ?? '') === wanted[part])
}

/** Deleting a customer ends its subscriptions: one that has anything stays. */
export async function removeCustomer(writing: Writing, nativeId: string, call: WriteCall): Promise<Written> {
  const customer = await retrieve(writing, nativeId, call)
  if (customer === undefined) return toWritten(writing, { id: nativeId, object: 'customer' }, 'FOUND')
  if (customer.balance !== 0 || (await hasAnything(writing, nativeId, call)))
    return toWritten(writing, customer, 'FOUND')
  await writing.client.write(call, (stripe) => stripe.customers.del(nativeId))
  return toWritten(writing, customer, 'UPDATED')
}

async function hasAnything({ client }: Writing, customer: string, call: WriteCall): Promise<boolean> {
  const one = { customer, limit: 1 }
  const lists = await Promise.all([
    client.read<{ data: readonly unknown[] }>(call, (stripe) =>
      stripe.subscriptions.list({ ...one, status: 'all' }),
    ),
    client.read(call, (stripe) => stripe.subscriptionSchedules.list(one)),
    client.read(call, (stripe) => stripe.invoices.list(one)),
    client.read(call, (stripe) => stripe.invoiceItems.list(one)),
    client.read(call, (stripe) => stripe.paymentIntents.list(one)),
  ])
  return lists.some(({ data }) => data.length > 0)
}

/** Undefined where it was deleted. */
async function retrieve(
  { client }: Writing,
  nativeId: string,
  call: WriteCall,
): Promise<Stripe.Customer | undefined> {
  const customer = await client.read(call, (stripe) => stripe.customers.retrieve(nativeId))
  return customer.deleted ? undefined : customer
}

const gone = ({ connectionId }: Writing): WeftError =>
  new WeftError('NOT_FOUND', 'the customer was deleted', { system: connectionId })
