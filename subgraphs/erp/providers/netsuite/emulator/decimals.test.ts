import assert from 'node:assert/strict'
import { test } from 'node:test'
import { add, compare, divideRate, isDecimal, multiply, subtract, toAmount } from './decimals.ts'

for (const [quantity, rate, currency, amount] of [
  ['3', '0.335', 'USD', '1.01'],
  ['1', '0.005', 'USD', '0.01'],
  ['1', '-0.005', 'USD', '-0.01'],
  ['1', '0.0049999', 'USD', '0.00'],
  ['1.5', '333', 'JPY', '500'],
  ['2', '1.2345', 'KWD', '2.469'],
  ['1e3', '1.5E-2', 'USD', '15.00'],
  ['99999999999999999999', '1.01', 'USD', '100999999999999999998.99'],
] as const) {
  test(`${quantity} × ${rate} ${currency} is ${amount}`, () => {
    assert.equal(multiply(quantity, rate, currency), amount)
  })
}

test('an amount has the digits of its currency', () => {
  assert.deepEqual(
    [toAmount('1', 'USD'), toAmount('0.105', 'USD'), toAmount('9.5', 'JPY')],
    ['1.00', '0.11', '10'],
  )
})

test('a rate has up to eight digits', () => {
  assert.deepEqual(
    [divideRate('10', '4'), divideRate('10', '3'), divideRate('10', '0')],
    ['2.5', '3.33333333', '10'],
  )
})

test('sums and differences are exact', () => {
  assert.deepEqual(
    [add('0.1', '0.2'), subtract('1', '0.9'), subtract('1', '-1'), add('-0.5', '0.25')],
    ['0.3', '0.1', '2', '-0.25'],
  )
  assert.deepEqual([compare('0.30', '0.3'), compare('2', '10'), compare('-1', '-2')], [0, -1, 1])
})

test('only decimal numbers are', () => {
  assert.deepEqual(['1', '-.5', '1e5', '', '-', '.', '1,5', 'NaN'].map(isDecimal), [
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})
