import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMoney, exponentOf, formatAmount, money, parseMoney } from './money.ts'

for (const [minorUnits, currencyCode, text] of [
  [123450n, 'USD', '1234.50'],
  [-5n, 'USD', '-0.05'],
  [0n, 'EUR', '0.00'],
  [500n, 'JPY', '500'],
  [-1n, 'JPY', '-1'],
  [370500n, 'KWD', '370.500'],
  [165000n, 'ISK', '165000'],
  [10n ** 30n, 'USD', `1${'0'.repeat(28)}.00`],
] as const) {
  test(`${minorUnits} minor units of ${currencyCode} read as ${text}, and back`, () => {
    assert.equal(formatAmount(money(minorUnits, currencyCode)), text)
    assert.deepEqual(parseMoney(text, currencyCode), money(minorUnits, currencyCode))
  })
}

test('any amount of any currency survives the way to text and back', () => {
  const currencies = fc.constantFrom('USD', 'JPY', 'KWD', 'ISK', 'EUR', 'CLF')
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
      currencies,
      (minorUnits, currencyCode) => {
        const value = money(minorUnits, currencyCode)
        assert.deepEqual(parseMoney(formatAmount(value), currencyCode), value)
      },
    ),
  )
})

test('the text has exactly the digits of the currency', () => {
  const currencies = fc.constantFrom('USD', 'JPY', 'KWD', 'ISK', 'CLF')
  fc.assert(
    fc.property(fc.bigInt(), currencies, (minorUnits, currencyCode) => {
      const [, decimals = ''] = formatAmount(money(minorUnits, currencyCode)).split('.')
      assert.equal(decimals.length, exponentOf(currencyCode))
    }),
  )
})

for (const text of ['', '1,000.00', '0x10', 'NaN', 'Infinity', '1.2.3', ' 1', '--1', '1.']) {
  test(`${JSON.stringify(text)} is not an amount`, () => {
    assert.throws(() => parseMoney(text, 'USD'), { code: 'INVALID_RESPONSE' })
  })
}

test('digits that the currency does not have are refused, or rounded half up where asked', () => {
  assert.throws(() => parseMoney('1.005', 'USD'), { code: 'INVALID_RESPONSE' })
  assert.equal(parseMoney('1.005', 'USD', 'half-up').minorUnits, 101n)
  assert.equal(parseMoney('-1.005', 'USD', 'half-up').minorUnits, -101n)
  assert.equal(parseMoney('0.5', 'JPY', 'half-up').minorUnits, 1n)
})

test('exponent notation is exact, as a double printed by a vendor may have it', () => {
  assert.equal(parseMoney('1.5e3', 'USD').minorUnits, 150000n)
})

test('money of two currencies does not add up', () => {
  assert.equal(addMoney(money(1n, 'USD'), money(2n, 'USD')).minorUnits, 3n)
  assert.throws(() => addMoney(money(1n, 'USD'), money(2n, 'EUR')), { code: 'INTERNAL' })
})

for (const code of ['US', 'DOLLAR', '', 'U$D']) {
  test(`${JSON.stringify(code)} is not a currency`, () => {
    assert.throws(() => money(1n, code), { code: 'INVALID_RESPONSE' })
  })
}
