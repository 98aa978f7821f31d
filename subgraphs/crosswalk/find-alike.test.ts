import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AlikeCustomer, type Described, likeness } from './find-alike.ts'

const described = (change: Partial<Described>): Described => ({
  ...{ name: 'Initech', legalName: undefined, domain: undefined, taxIds: [] },
  ...change,
})

const ALIKE: [
  title: string,
  known: Partial<Described>,
  wanted: Partial<Described>,
  by?: AlikeCustomer['by'],
][] = [
  ['one tax number, whatever the name', { taxIds: ['1', '2'], name: 'A' }, { taxIds: ['2'] }, 'TAX_ID'],
  [
    'domain and name, however it is written',
    { domain: 'initech.com', name: 'Initech, Inc.' },
    { domain: 'initech.com', name: 'INITECH' },
    'DOMAIN_AND_NAME',
  ],
  [
    'domain and legal name',
    { domain: 'initech.com', legalName: 'Initech Holding' },
    { domain: 'initech.com', name: 'Initech Holding' },
    'DOMAIN_AND_NAME',
  ],
  ['the same name, and nothing else that is known', {}, {}, 'NAME'],
  ['the same name, where only one has a number', { taxIds: ['1'] }, {}, 'NAME'],
  ['the same name under two domains', { domain: 'initech.com' }, { domain: 'initech.de' }],
  ['the same name under two numbers', { taxIds: ['1'] }, { taxIds: ['2'] }],
  ['one domain, two names', { domain: 'initech.com' }, { domain: 'initech.com', name: 'Initrode' }],
  ['names without a letter', { name: '—' }, { name: '…' }],
]
for (const [title, known, wanted, by] of ALIKE)
  test(`${title}: ${by ?? 'two customers'}`, () => {
    assert.equal(likeness(described(known), described(wanted)), by)
  })
