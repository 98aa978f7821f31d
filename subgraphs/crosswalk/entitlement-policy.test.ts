import assert from 'node:assert/strict'
import test from 'node:test'
import { type Evidence, weighEvidence } from './entitlement-policy.ts'
import type { DomainEvidence } from './mappers.ts'

const yes: DomainEvidence = { grants: true, inGrace: false, reasons: [] }
const noSay: DomainEvidence = { grants: null, inGrace: false, reasons: [] }
const grace: DomainEvidence = { grants: true, inGrace: true, reasons: ['ACCOUNT_OVERDUE'] }
const no = (...reasons: DomainEvidence['reasons'][number][]): DomainEvidence => ({
  grants: false,
  inGrace: false,
  reasons,
})

const cases: [string, Evidence, string, string[]][] = [
  [
    'one yes and no objection is entitled',
    { CRM: yes, BILLING: yes, SUPPORT: noSay, ERP: noSay },
    'ENTITLED',
    [],
  ],
  [
    'one no outweighs every yes',
    { CRM: yes, SUPPORT: yes, ERP: no('CREDIT_HOLD') },
    'NOT_ENTITLED',
    ['CREDIT_HOLD'],
  ],
  [
    'reasons of all who spoke are told, in one order',
    { ERP: no('CREDIT_HOLD'), CRM: no('NO_CONTRACT'), BILLING: grace },
    'NOT_ENTITLED',
    ['NO_CONTRACT', 'ACCOUNT_OVERDUE', 'CREDIT_HOLD'],
  ],
  ['a yes in grace says so', { CRM: yes, BILLING: grace }, 'ENTITLED_IN_GRACE', ['ACCOUNT_OVERDUE']],
  [
    'a source that is down leaves a yes open',
    { CRM: yes, ERP: null },
    'INDETERMINATE',
    ['SOURCE_UNAVAILABLE'],
  ],
  [
    'a source that is down is not a no',
    { CRM: noSay, SUPPORT: null },
    'INDETERMINATE',
    ['SOURCE_UNAVAILABLE'],
  ],
  [
    'a no stays a no when another source is down',
    { CRM: no('CONTRACT_EXPIRED'), SUPPORT: null },
    'NOT_ENTITLED',
    ['CONTRACT_EXPIRED', 'SOURCE_UNAVAILABLE'],
  ],
  ['nobody says anything: not covered', { CRM: noSay, SUPPORT: noSay }, 'NOT_ENTITLED', ['NOT_COVERED']],
  ['a customer that no system knows: not covered', {}, 'NOT_ENTITLED', ['NOT_COVERED']],
]

for (const [title, evidence, outcome, reasons] of cases)
  test(title, () => assert.deepEqual(weighEvidence(evidence), { outcome, reasons }))
