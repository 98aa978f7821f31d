import { cardRow, declined, declineOf, isRefusedOnAttach, TEST_CARDS } from '../billing/cards.ts'
import type { CardRow } from '../billing/rows.ts'
import { invalid, noSuch, required } from '../errors.ts'
import { mergeMetadata } from '../metadata.ts'
import { findById, type Row } from '../state.ts'
import { changeRow, emit, insertRow, type Transaction, updateRow } from '../transaction.ts'
import { type Fields, fullText, hashOf, idOf, metadata, oneOf } from './fields.ts'
import { find } from './find.ts'
import { writeRoute } from './route.ts'

const CREATED = {
  type: oneOf('card'),
  card: hashOf({ token: fullText }),
  metadata,
} satisfies Fields

/** https://docs.stripe.com/api/payment_methods: cards, from the test tokens. */
export const PAYMENT_METHOD_ROUTES = [
  writeRoute({
    method: 'POST',
    path: '/v1/payment_methods',
    fields: CREATED,
    run: ({ type, card, metadata }, transaction) => {
      required(type, 'type')
      const token = required(card?.token, 'card[token]')
      const row = makeCard(transaction, token.replace(/^tok_/, 'pm_card_'), 'card[token]')
      changeRow(transaction, row, { metadata: mergeMetadata({}, metadata) })
      return row
    },
  }),
  writeRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id',
    fields: { metadata },
    run: ({ metadata }, transaction, { id }) => {
      const row = find(transaction, 'payment_methods', id)
      updateRow(transaction, row, { metadata: mergeMetadata(row.metadata, metadata) })
      return row
    },
  }),
  writeRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    fields: { customer: idOf('customers') },
    run: ({ customer }, transaction, { id = '' }) => attach(transaction, id, required(customer, 'customer')),
  }),
  writeRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    fields: {},
    run: (_values, transaction, { id }) => {
      const row = find<CardRow>(transaction, 'payment_methods', id)
      changeRow(transaction, row, { customer: null })
      emit(transaction, 'detached', row)
      return row
    },
  }),
]

/** Gives a card to a customer; a test token becomes a card first. Cards that issuers decline are declined here too. */
export function attach(transaction: Transaction, idOrToken: string, customer: string): Row {
  const row = cardOf(transaction, idOrToken, 'payment_method')
  const refusal = declineOf(row)
  if (refusal && isRefusedOnAttach(row)) throw declined(refusal)
  if (row.customer !== null && row.customer !== customer)
    throw invalid(
      'The payment method you provided has already been attached to a customer.',
      'payment_method',
    )
  changeRow(transaction, row, { customer })
  emit(transaction, 'attached', row)
  return row
}

/** A card by its id, or a new one from a test token. */
export function cardOf(transaction: Transaction, idOrToken: string, param: string): CardRow {
  const row = findById(transaction.state, idOrToken)
  if (row?.object === 'payment_method') return row as CardRow
  return makeCard(transaction, idOrToken, param)
}

function makeCard(transaction: Transaction, token: string, param: string): CardRow {
  if (!(token in TEST_CARDS)) throw noSuch('payment_methods', token, param, 400)
  return insertRow(transaction, 'payment_methods', cardRow(token, transaction.now))
}
