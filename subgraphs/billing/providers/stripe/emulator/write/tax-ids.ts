import { required } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Row } from '../state.ts'
import { emit, insertRow, removeRow, type Transaction } from '../transaction.ts'
import { type Fields, fullText, type Values } from './fields.ts'
import { find } from './find.ts'
import { writeRoute } from './route.ts'

export const TAX_ID = { type: fullText, value: fullText } satisfies Fields

/** https://docs.stripe.com/api/tax_ids: what is written is taken as verified. */
export const TAX_ID_ROUTES = [
  writeRoute({
    method: 'POST',
    path: '/v1/customers/:id/tax_ids',
    fields: TAX_ID,
    run: (values, transaction, { id }) =>
      createTaxId(transaction, find(transaction, 'customers', id).id, values),
  }),
  writeRoute({
    method: 'DELETE',
    path: '/v1/customers/:customer/tax_ids/:id',
    fields: {},
    run: (_values, transaction, { id }) => {
      const row = find(transaction, 'tax_ids', id)
      removeRow(transaction, 'tax_ids', row)
      emit(transaction, 'deleted', row)
      return { id: row.id, object: 'tax_id', deleted: true }
    },
  }),
]

export function createTaxId(transaction: Transaction, customer: string, given: Values<typeof TAX_ID>): Row {
  const type = required(given.type, 'type')
  const value = required(given.value, 'value')
  const row: Row = {
    id: newId('txi'),
    object: 'tax_id',
    country: type.endsWith('_vat') && type !== 'eu_vat' ? type.slice(0, 2).toUpperCase() : value.slice(0, 2),
    created: transaction.now,
    customer,
    customer_account: null,
    livemode: false,
    owner: { customer, customer_account: null, type: 'customer' },
    type,
    value,
    verification: { status: 'verified', verified_address: null, verified_name: null },
  }
  insertRow(transaction, 'tax_ids', row)
  emit(transaction, 'created', row)
  return row
}
