import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseMoney } from '#shared/money.ts'
import { stripeExponentOf, toMoney, toStripeAmount } from './currencies.ts'

/** Minor units that Stripe takes: the last digit of a three-decimal currency is zero. */
const CURRENCIES = [
  { code: 'JPY', step: 1n },
  { code: 'KWD', step: 10n },
  { code: 'ISK', step: 1n },
  { code: 'USD', step: 1n },
  { code: 'UGX', step: 1n },
  { code: 'MGA', step: 100n },
] as const

for (const { code, step } of CURRENCIES) {
  test(`an amount of ${code} goes to Stripe and comes back the same`, () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), (units) => {
        const value = { minorUnits: units * step, currencyCode: code }
        const { amount, currency } = toStripeAmount(value)
        assert.deepEqual(toMoney(amount, currency), value)
      }),
    )
  })

  test(`an amount of ${code} keeps its value when its digits are counted differently`, () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), (units) => {
        const value = { minorUnits: units * step, currencyCode: code }
        const { amount } = toStripeAmount(value)
        // The same amount as decimal text, written by Stripe's digits and read by ISO's.
        const digits = stripeExponentOf(code)
        const text = amount.toString().padStart(digits + 1, '0')
        const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
        assert.deepEqual(parseMoney(decimal, code), value)
      }),
    )
  })
}

for (const [amount, currency, minorUnits] of [
  [1000, 'usd', 1000n],
  [500, 'jpy', 500n],
  [16_500_000, 'isk', 165_000n],
  [10_000, 'ugx', 100n],
  [370_500, 'kwd', 370_500n],
  [7, 'mga', 700n],
] as const) {
  test(`Stripe's ${amount} ${currency} reads as ${minorUnits} minor units of ISO 4217`, () => {
    assert.deepEqual(toMoney(amount, currency), { minorUnits, currencyCode: currency.toUpperCase() })
  })
}

test('a total of half a króna is refused, a unit price of one is rounded', () => {
  assert.throws(() => toMoney(150, 'isk'), { code: 'INVALID_RESPONSE' })
  assert.equal(toMoney(150, 'isk', 'half-up').minorUnits, 2n)
})

test('a thousandth of a dinar is not sent, since Stripe takes none', () => {
  assert.throws(() => toStripeAmount({ minorUnits: 370_501n, currencyCode: 'KWD' }), {
    code: 'INVALID_ARGUMENT',
  })
})

test('an amount beyond the integers that JSON carries is not sent', () => {
  assert.throws(() => toStripeAmount({ minorUnits: 10n ** 18n, currencyCode: 'USD' }), {
    code: 'INVALID_ARGUMENT',
  })
})

test('a unit price with fractions of a cent reads rounded half up', () => {
  assert.equal(toMoney('1050.5', 'usd', 'half-up').minorUnits, 1051n)
})
