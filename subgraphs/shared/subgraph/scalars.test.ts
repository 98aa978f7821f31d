import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWeftError } from '../errors.ts'
import { scalars } from './scalars.ts'

type TextScalar = Exclude<keyof typeof scalars, 'JSON'>

const CASES: Readonly<Record<TextScalar, { good: string[]; bad: unknown[] }>> = {
  DateTime: {
    good: ['2026-11-25T09:00:00Z', '2024-02-29T23:59:59.999+05:30'],
    bad: [
      '2026-11-25',
      '2026-02-30T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-11-25T99:00:00Z',
      '+275760-09-13T00:00:00Z',
      0,
    ],
  },
  Date: { good: ['2024-02-29', '0001-01-01'], bad: ['2026-02-29', '2026-99-99', '26-1-1', '', null] },
  Decimal: { good: ['0', '-1.50', '12345678901234567890.1'], bad: ['1e3', '.5', '1,5', 'NaN', 1.5] },
  CurrencyCode: { good: ['USD'], bad: ['usd', 'US', 'ＵＳＤ'] },
  CountryCode: { good: ['DE'], bad: ['de', 'DEU'] },
  URL: { good: ['https://acme.example/a?b'], bad: ['javascript:alert(1)', 'acme.example', 'https://a b'] },
  Duration: { good: ['PT4H', 'P1DT30M'], bad: ['P', 'PT', '4h'] },
}

for (const [name, { good, bad }] of Object.entries(CASES) as [TextScalar, (typeof CASES)[TextScalar]][]) {
  test(`${name} takes what it says it takes and refuses the rest as the caller's mistake`, () => {
    for (const text of good) assert.equal(scalars[name].parseValue(text), text)
    for (const value of bad)
      assert.throws(
        () => scalars[name].parseValue(value),
        (error) => isWeftError(error, 'INVALID_ARGUMENT'),
        String(value),
      )
  })
}

test('an instant leaves in UTC', () => {
  assert.equal(scalars.DateTime.serialize('2026-11-25T10:00:00+01:00'), '2026-11-25T09:00:00.000Z')
})
