import { recordBalance } from '../billing/balance.ts'
import type { CustomerRow } from '../billing/rows.ts'
import { endSubscription } from '../billing/subscriptions.ts'
import { BLANK_CUSTOMER } from '../blank-records.ts'
import { newId, randomText } from '../ids.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { emit, insertRow, removeRow, type Transaction, updateRow } from '../transaction.ts'
import {
  type Fields,
  email,
  fullText,
  givenOf,
  hashOf,
  idOf,
  integer,
  listOf,
  metadata,
  oneOf,
  orUnset,
  positive,
  text,
  type Values,
} from './fields.ts'
import { atTimeOf, find } from './find.ts'
import { attach } from './payment-methods.ts'
import { writeRoute } from './route.ts'
import { createTaxId, TAX_ID } from './tax-ids.ts'

export const ADDRESS = { city: text, country: text, line1: text, line2: text, postal_code: text, state: text }

const EDITABLE = {
  address: orUnset(hashOf(ADDRESS)),
  balance: integer,
  business_name: text,
  description: text,
  email,
  individual_name: text,
  invoice_prefix: fullText,
  invoice_settings: hashOf({ default_payment_method: orUnset(idOf('payment_methods')), footer: text }),
  metadata,
  name: text,
  next_invoice_sequence: positive,
  phone: text,
  preferred_locales: listOf(fullText),
  shipping: orUnset(hashOf({ address: hashOf(ADDRESS), name: text, phone: text })),
  tax_exempt: oneOf('none', 'exempt', 'reverse'),
} satisfies Fields

const CREATED = {
  ...EDITABLE,
  payment_method: fullText,
  tax_id_data: listOf(hashOf(TAX_ID)),
  test_clock: idOf('test_clocks'),
} satisfies Fields

/** https://docs.stripe.com/api/customers */
export const CUSTOMER_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/customers', fields: CREATED, run: create }),
  writeRoute({ method: 'POST', path: '/v1/customers/:id', fields: EDITABLE, run: update }),
  writeRoute({ method: 'DELETE', path: '/v1/customers/:id', fields: {}, run: remove }),
  writeRoute({
    method: 'POST',
    path: '/v1/customers/:id/balance_transactions',
    fields: { amount: integer, currency: fullText, description: text, metadata },
    run: (values, transaction, { id }) =>
      recordBalance(transaction, find<CustomerRow>(transaction, 'customers', id), {
        ...values,
        amount: values.amount ?? 0,
        type: 'adjustment',
      }),
  }),
]

function create(values: Values<typeof CREATED>, transaction: Transaction): Row {
  const { tax_id_data = [], payment_method, test_clock = null } = values
  const row: Row = {
    ...BLANK_CUSTOMER,
    id: newId('cus', 14),
    object: 'customer',
    created: transaction.now,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    metadata: {},
    test_clock,
  }
  const own = { ...transaction, now: timeOf(transaction, test_clock) }
  const customer = insertRow(
    own,
    'customers',
    Object.assign(row, { created: own.now }, storedOf(row, values)),
  )
  if (payment_method !== undefined) attach(own, payment_method, customer.id)
  emit(own, 'created', customer)
  for (const given of tax_id_data) createTaxId(own, customer.id, given)
  return customer
}

function timeOf({ state, now }: Transaction, testClock: string | null): number {
  const clock = testClock === null ? undefined : state.byId.get(testClock)
  return clock ? Number(clock.frozen_time) : now
}

function update(values: Values<typeof EDITABLE>, transaction: Transaction, { id }: { id?: string }): Row {
  const customer = find<CustomerRow>(transaction, 'customers', id)
  const own = atTimeOf(transaction, customer.id)
  if (values.balance !== undefined && values.balance !== customer.balance)
    recordBalance(own, customer, { amount: values.balance - customer.balance, type: 'adjustment' })
  updateRow(own, customer, storedOf(customer, values))
  return customer
}

/** What the parameters make of a customer's fields. */
function storedOf(customer: Row, values: Values<typeof EDITABLE>): Record<string, unknown> {
  const { address, invoice_settings, metadata, shipping } = values
  return {
    ...givenOf(
      values,
      ...(['balance', 'business_name', 'description', 'email', 'individual_name', 'invoice_prefix'] as const),
      ...(['name', 'next_invoice_sequence', 'phone', 'preferred_locales', 'tax_exempt'] as const),
    ),
    ...(address === undefined ? {} : { address: address && wholeAddress(address) }),
    ...(shipping === undefined
      ? {}
      : { shipping: shipping && { ...shipping, address: wholeAddress(shipping.address ?? {}) } }),
    invoice_settings: { ...(customer.invoice_settings as object), ...invoice_settings },
    metadata: mergeMetadata(customer.metadata, metadata),
  }
}

const wholeAddress = (given: object) => ({
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
  ...given,
})

const NOT_COLLECTED = { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null }

/** Also ends the customer's subscriptions. */
function remove(_values: object, transaction: Transaction, { id }: { id?: string }): Row {
  const customer = find<CustomerRow>(transaction, 'customers', id)
  const own = atTimeOf(transaction, customer.id)
  for (const subscription of own.state.collections.subscriptions)
    if (subscription.customer === customer.id) endSubscription(own, subscription)
  for (const invoice of own.state.collections.invoices)
    if (invoice.customer === customer.id && (invoice.status === 'draft' || invoice.status === 'open'))
      updateRow(own, invoice, NOT_COLLECTED)
  const deleted: Row = { id: customer.id, object: 'customer', deleted: true }
  removeRow(own, 'customers', customer, deleted)
  emit(own, 'deleted', customer)
  return deleted
}
