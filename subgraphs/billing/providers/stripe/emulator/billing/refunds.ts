import { stateConflict } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Row } from '../state.ts'
import { changeRow, emit, insertRow, type Transaction } from '../transaction.ts'
import { settlementRow } from './intents.ts'
import type { ChargeRow } from './rows.ts'

/** Gives money of a charge back: at most what was not given back yet. */
export function refund(
  transaction: Transaction,
  charge: ChargeRow,
  given: { amount?: number | undefined; reason?: string | null; metadata?: Record<string, string> },
): Row {
  if (charge.status !== 'succeeded') throw stateConflict(`Charge ${charge.id} has not been paid.`)
  const left = charge.amount - charge.amount_refunded
  const amount = given.amount ?? left
  if (left === 0)
    throw stateConflict(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded')
  if (amount > left)
    throw stateConflict(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`)
  const row = insertRow(transaction, 'refunds', {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: transaction.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: given.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  })
  changeRow(transaction, row, { balance_transaction: settlementRow(transaction, row, -amount).id })
  const previous = changeRow(transaction, charge, {
    amount_refunded: charge.amount_refunded + amount,
    refunded: amount === left,
  })
  emit(transaction, 'created', row)
  emit(transaction, 'refunded', charge, previous)
  return row
}
