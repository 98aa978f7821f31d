import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isWeftError } from '#shared/errors.ts'
import { formatAmount, parseMoney } from '#shared/money.ts'
import { toDecimalText } from './values.ts'
import {
  NOW,
  readersOf,
  readers,
  row,
  account,
  contract,
  quoteRow,
  fieldOf,
} from '../readers.test-support.ts'

describe('values read as canonical ones, unknown ones as UNKNOWN', () => {
  const statuses = [
    ['Prospect', 'PROSPECT'],
    ['Customer - Direct', 'ACTIVE'],
    ['Customer - Channel', 'ACTIVE'],
    ['Customer', 'ACTIVE'],
    ['Former Customer', 'CHURNED'],
    ['Technology Partner', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ] as const
  for (const [native, canonical] of statuses)
    test(`Account.Type ${native} is ${canonical}`, () => {
      assert.equal(fieldOf(readers.account.toRecord(account({ Type: native })), 'status'), canonical)
    })

  const contractStatuses = [
    ['Draft', 'DRAFT'],
    ['InApproval', 'IN_APPROVAL'],
    ['Activated', 'ACTIVATED'],
    ['Terminated', 'TERMINATED'],
    ['Expired', 'EXPIRED'],
    ['Dreaming', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ] as const
  for (const [native, canonical] of contractStatuses)
    test(`Contract.StatusCode ${native} is ${canonical}`, () => {
      assert.equal(fieldOf(readers.contract.toRecord(contract({ StatusCode: native })), 'status'), canonical)
    })

  const quoteStatuses = [
    ['Draft', 'DRAFT'],
    ['Needs Review', 'IN_REVIEW'],
    ['In Review', 'IN_REVIEW'],
    ['Approved', 'APPROVED'],
    ['Rejected', 'REJECTED'],
    ['Presented', 'PRESENTED'],
    ['Accepted', 'ACCEPTED'],
    ['Denied', 'REJECTED'],
    ['Expired', 'EXPIRED'],
    ['Lost in the post', 'UNKNOWN'],
  ] as const
  for (const [native, canonical] of quoteStatuses)
    test(`Quote.Status ${native} is ${canonical}`, () => {
      assert.equal(fieldOf(readers.quote.toRecord(quoteRow({ Status: native })), 'status'), canonical)
    })

  const outcomes = [
    [true, true, true],
    [true, false, false],
    [false, false, undefined],
  ] as const
  for (const [IsClosed, IsWon, won] of outcomes)
    test(`an opportunity closed: ${IsClosed}, won: ${IsWon} reads as ${won}`, () => {
      const native = row({ Name: 'Deal', StageName: 'Any label', IsClosed, IsWon })
      assert.equal(fieldOf(readers.opportunity.toRecord(native), 'won'), won)
    })

  test('roles are the parts of a multi-select picklist', () => {
    const contact = (Roles__c: string | null) =>
      fieldOf(readers.contact.toRecord(row({ Name: 'Jane', Roles__c })), 'roles')
    assert.deepEqual(contact('Primary;Signatory'), ['PRIMARY', 'SIGNATORY'])
    assert.deepEqual(contact('Golf partner'), ['UNKNOWN'])
    assert.deepEqual(contact(null), [])
  })
})

describe('contracts', () => {
  test('a draft without a start has the day on which it was made, and no renewal date', () => {
    const draft = readers.contract.toRecord(contract({ StartDate: null, Auto_Renew__c: true }))
    assert.equal(fieldOf(draft, 'startDate'), '2026-01-02')
    assert.deepEqual(fieldOf(draft, 'renewal'), {
      autoRenew: true,
      noticeDays: undefined,
      renewalDate: undefined,
      upliftPercent: undefined,
      termMonths: undefined,
    })
  })

  test('a contract renews on the day after its last, and says nothing where the org does not', () => {
    const native = { EndDate: '2026-12-31', ContractTerm: 12, Auto_Renew__c: false, Uplift_Percent__c: 4.5 }
    assert.deepEqual(fieldOf(readers.contract.toRecord(contract(native)), 'renewal'), {
      autoRenew: false,
      noticeDays: undefined,
      renewalDate: '2027-01-01',
      upliftPercent: '4.5',
      termMonths: 12,
    })
    assert.equal(fieldOf(readers.contract.toRecord(contract({})), 'renewal'), undefined)
  })

  test('every record says which field each of its values was read from', () => {
    const record = readersOf({ upliftPercent: 'Increase__c', autoRenew: 'Evergreen__c' }).contract.toRecord(
      contract({ Evergreen__c: true, Increase__c: 3 }),
    )
    assert.partialDeepStrictEqual(fieldOf(record, 'fieldSources'), { renewal: 'Contract.Evergreen__c' })
    assert.partialDeepStrictEqual(fieldOf(record, 'renewal'), { autoRenew: true, upliftPercent: '3' })
    assert.deepEqual(fieldOf(record, 'source'), {
      connectionId: 'crm-eu',
      objectType: 'Contract',
      nativeId: '800000000000001AAA',
      readAt: NOW,
      readMode: 'LIVE',
      sourceUpdatedAt: new Date('2026-05-06T07:08:09Z'),
    })
  })
})

describe('addresses', () => {
  const addressOf = (fields: Record<string, unknown>, reading = readers) =>
    fieldOf(reading.account.toRecord(account(fields)), 'billingAddress')
  test('a street of several lines becomes two', () => {
    assert.deepEqual(
      addressOf({ BillingStreet: '1 Main St\r\nFloor 2\r\nRoom 3', BillingCountryCode: 'US' }),
      {
        line1: '1 Main St',
        line2: 'Floor 2, Room 3',
        city: undefined,
        region: undefined,
        postalCode: undefined,
        countryCode: 'US',
      },
    )
  })
  test('an empty address is none, and a typed country is no code', () => {
    assert.equal(addressOf({}), undefined)
    const typed = readersOf({ billingCountry: 'BillingCountry' })
    assert.partialDeepStrictEqual(addressOf({ BillingCity: 'Bonn', BillingCountry: 'Germany' }, typed), {
      city: 'Bonn',
      countryCode: undefined,
    })
  })
})

describe('amounts', () => {
  test('a price with more digits than its currency is rounded half up, a discount is what is missing', () => {
    const line = { Quantity: 3, UnitPrice: 10.005, TotalPrice: 27.01, Product2Id: null }
    const reader = readers.quoteLines.reader
    const record = reader.toRecord(row(line))
    assert.deepEqual(fieldOf(record, 'unitPrice'), { minorUnits: 1001n, currencyCode: 'EUR' })
    assert.deepEqual(fieldOf(record, 'discount'), { minorUnits: 301n, currencyCode: 'EUR' })
    assert.deepEqual(fieldOf(record, 'total'), { minorUnits: 2701n, currencyCode: 'EUR' })
  })

  test('an org with one currency names none in its records', () => {
    const single = readersOf({ singleCurrency: 'JPY' })
    const { CurrencyIsoCode: _, ...native } = quoteRow({ GrandTotal: 500 })
    assert.deepEqual(fieldOf(single.quote.toRecord(native), 'total'), {
      minorUnits: 500n,
      currencyCode: 'JPY',
    })
    assert.ok(!single.quote.select.includes('CurrencyIsoCode'))
  })

  test('every amount of up to 13 digits before and 2 after the point reads as written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (cents) => {
        const sent = Number(formatAmount({ minorUnits: BigInt(cents), currencyCode: 'EUR' }))
        assert.equal(parseMoney(toDecimalText(sent), 'EUR').minorUnits, BigInt(cents))
      }),
    )
  })

  test('what a JSON number cannot say exactly is refused, binary noise is not', () => {
    assert.throws(() => toDecimalText(12345678901234.56), { code: 'INVALID_RESPONSE' })
    assert.equal(toDecimalText(0.1 + 0.2), '0.3')
    assert.equal(toDecimalText(1e-7), '0.0000001')
  })
})

describe('rows that are not as the reference promises', () => {
  const refused: [what: string, objectType: string, record: unknown][] = [
    ['an account without a name', 'Account', readers.account.toRecord(row({}))],
    ['a quote with text for a total', 'Quote', readers.quote.toRecord(quoteRow({ GrandTotal: 'much' }))],
    [
      'a contract with an impossible day',
      'Contract',
      readers.contract.toRecord(contract({ EndDate: '2026-02-31' })),
    ],
    ['a quote without a currency', 'Quote', readers.quote.toRecord(quoteRow({ CurrencyIsoCode: null }))],
  ]
  for (const [what, objectType, record] of refused)
    test(`${what} is INVALID_RESPONSE, for itself alone, by its name`, () => {
      assert.ok(isWeftError(record, 'INVALID_RESPONSE'))
      assert.deepEqual(record.facts, { system: 'crm-eu', objectType, externalId: '800000000000001AAA' })
    })
})
