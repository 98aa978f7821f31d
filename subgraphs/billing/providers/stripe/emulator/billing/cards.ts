import { StripeRefusal } from '../errors.ts'
import { newId } from '../ids.ts'
import type { CardRow } from './rows.ts'

/** Why an issuer says no. https://docs.stripe.com/declines/codes (read 2026-11-22) */
export interface Decline {
  code: string
  declineCode: string
  message: string
  adviceCode: 'try_again_later' | 'do_not_try_again' | 'confirm_card_data'
}

const decline = (declineCode: string, message: string, code = 'card_declined'): Decline => ({
  code,
  declineCode,
  message,
  adviceCode: ['lost_card', 'stolen_card'].includes(declineCode) ? 'do_not_try_again' : 'try_again_later',
})

const GENERIC = decline('generic_decline', 'Your card was declined.')
const POOR = decline('insufficient_funds', 'Your card has insufficient funds.')
const EXPIRED = decline('expired_card', 'Your card has expired.', 'expired_card')
const LOST = decline('lost_card', 'Your card was declined.')
const STOLEN = decline('stolen_card', 'Your card was declined.')
const PROCESSING = decline(
  'processing_error',
  'An error occurred while processing your card. Try again in a little bit.',
  'processing_error',
)

interface TestCard {
  brand: string
  last4: string
  declines?: Decline
  /** False for the one card that can be attached and declines every charge. */
  isRefusedOnAttach?: boolean
}

const refused = (last4: string, declines: Decline): TestCard => ({
  brand: 'visa',
  last4,
  declines,
  isRefusedOnAttach: true,
})

/** https://docs.stripe.com/testing#declined-payments (read 2026-11-22) */
export const TEST_CARDS: Readonly<Record<string, TestCard>> = {
  pm_card_visa: { brand: 'visa', last4: '4242' },
  pm_card_mastercard: { brand: 'mastercard', last4: '4444' },
  pm_card_amex: { brand: 'amex', last4: '8431' },
  pm_card_chargeCustomerFail: { brand: 'visa', last4: '0341', declines: GENERIC },
  pm_card_chargeDeclined: refused('0002', GENERIC),
  pm_card_visa_chargeDeclined: refused('0002', GENERIC),
  pm_card_chargeDeclinedInsufficientFunds: refused('9995', POOR),
  pm_card_visa_chargeDeclinedInsufficientFunds: refused('9995', POOR),
  pm_card_visa_chargeDeclinedLostCard: refused('9987', LOST),
  pm_card_visa_chargeDeclinedStolenCard: refused('9979', STOLEN),
  pm_card_chargeDeclinedExpiredCard: refused('0069', EXPIRED),
  pm_card_chargeDeclinedProcessingError: refused('0119', PROCESSING),
}

/** What becomes of a charge to this card: undefined where it succeeds. */
export const declineOf = (card: CardRow): Decline | undefined => testCardOf(card)?.declines

export const isRefusedOnAttach = (card: CardRow): boolean => testCardOf(card)?.isRefusedOnAttach === true

function testCardOf({ card }: CardRow): TestCard | undefined {
  const { last4 } = card as { last4: string }
  return Object.values(TEST_CARDS).find((known) => known.last4 === last4)
}

/** The 402 of a declined card. Of a declined payment what was written stays: `keepsChanges`. */
export function declined(
  { code, declineCode, message, adviceCode }: Decline,
  more: Record<string, unknown> = {},
  keepsChanges = false,
): StripeRefusal {
  return new StripeRefusal(
    402,
    { type: 'card_error', advice_code: adviceCode, code, decline_code: declineCode, message, ...more },
    { hasBegun: true, keepsChanges },
  )
}

export function cardRow(token: string, now: number): CardRow {
  const { brand = 'visa', last4 = '4242' } = TEST_CARDS[token] ?? {}
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: brand,
      exp_month: 8,
      exp_year: 2030,
      fingerprint: `fingerprint${last4}`,
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  }
}
