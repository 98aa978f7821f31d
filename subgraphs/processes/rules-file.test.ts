import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DEFAULT_RULES } from './rules.ts'
import { createRules, readRulesFile } from './rules-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'rules-'))
after(() => rmSync(folder, { recursive: true }))

function read(text: string) {
  const file = join(folder, 'rules.yaml')
  writeFileSync(file, text)
  return readRulesFile(file, ['emea', 'amer'])
}

test('without a file the settings hold, and the defaults for what they do not name', () => {
  const rulesOf = createRules({ paymentGraceDays: 3 }, readRulesFile(undefined, []))
  assert.deepEqual(rulesOf('emea'), { ...DEFAULT_RULES, paymentGraceDays: 3 })
})

test('a business unit has its own rules, then the company’s, then the settings’', () => {
  const text = `company: { paymentGraceDays: 5, longestTermMonths: 36 }
businessUnits: { emea: { discountWithoutApprovalPercent: 12.5, paymentGraceDays: 30 } }`
  const rulesOf = createRules({ paymentGraceDays: 3, billingGroup: 'Money' }, read(text))
  const company = { ...DEFAULT_RULES, paymentGraceDays: 5, longestTermMonths: 36, billingGroup: 'Money' }
  assert.deepEqual(rulesOf('emea'), {
    ...company,
    discountWithoutApprovalPercent: 12.5,
    paymentGraceDays: 30,
  })
  assert.deepEqual([rulesOf('amer'), rulesOf(undefined)], [company, company])
})

test('a file that says nothing changes nothing', () => {
  assert.deepEqual(createRules({}, read('# finance has not spoken yet'))('emea'), DEFAULT_RULES)
})

const NONSENSE: [title: string, text: string, named: RegExp][] = [
  ['a rule that is none', 'company: { discount: 10 }', /company.*discount/],
  ['a value that is none', 'company: { paymentGraceDays: soon }', /company\.paymentGraceDays/],
  [
    'more than everything off',
    'company: { discountWithoutApprovalPercent: 101 }',
    /discountWithoutApprovalPercent/,
  ],
  ['half a day', 'businessUnits: { emea: { renewalWindowDays: 1.5 } }', /emea\.renewalWindowDays/],
  ['a unit that the company has not', 'businessUnits: { apac: {} }', /businessUnits\.apac/],
  ['a unit without rules', 'businessUnits: { emea: }', /businessUnits\.emea/],
  ['a list', '- company', /PROCESS_RULES_FILE/],
  ['no YAML', 'company: {', /PROCESS_RULES_FILE.*not YAML/],
]
for (const [title, text, message] of NONSENSE) {
  test(`${title} is refused by its place`, () => {
    assert.throws(() => read(text), { code: 'INVALID_SETTING', message })
  })
}

test('a file that is not there is refused', () => {
  assert.throws(() => readRulesFile(join(folder, 'none.yaml'), []), { code: 'INVALID_SETTING' })
})
