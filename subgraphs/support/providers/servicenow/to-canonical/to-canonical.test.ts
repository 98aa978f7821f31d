import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseRow } from '../native.ts'
import { toCanonicalAccount } from './account.ts'
import { toCanonicalCase, toCanonicalSeverity } from './case.ts'
import { toCanonicalEntitlement } from './entitlement.ts'
import { toCanonicalMilestone } from './milestone.ts'
import { toIsoDuration } from './values.ts'
import { CONNECTION, tables, origin, ref, readSample, sampleCase } from '../published.test-support.ts'

describe('the published case', () => {
  test('reads as a canonical case', () => {
    const { fieldSources: _fields, ...record } = toCanonicalCase(tables, sampleCase, origin)
    assert.deepEqual(record, {
      nativeId: 'ba325dbe64f01300964fae39b050e9a6',
      caseNumber: 'CS0000871',
      subject: 'Acme Analytics performance degradation',
      description: undefined,
      status: 'IN_PROGRESS',
      priority: 'URGENT',
      severity: undefined,
      escalated: false,
      escalatedAt: undefined,
      channel: 'WEB',
      account: undefined,
      contact: undefined,
      product: ref('cmdb_model', '4c84a024c3211200bb779f2974d3aef6'),
      entitlement: undefined,
      contract: undefined,
      crmContract: undefined,
      openedAt: new Date('2018-06-18T00:14:39Z'),
      resolvedAt: undefined,
      closedAt: undefined,
      source: {
        connectionId: CONNECTION.id,
        objectType: 'sn_customerservice_case',
        nativeId: 'ba325dbe64f01300964fae39b050e9a6',
        readAt: origin.readAt,
        readMode: 'LIVE',
        sourceUpdatedAt: new Date('2018-06-18T00:14:43Z'),
      },
    })
  })

  for (const [field, value, path, expected] of [
    ['state', '1', 'status', 'NEW'],
    ['state', '10', 'status', 'IN_PROGRESS'],
    ['state', '18', 'status', 'WAITING_ON_CUSTOMER'],
    ['state', '6', 'status', 'RESOLVED'],
    ['state', '3', 'status', 'CLOSED'],
    ['state', '42', 'status', 'UNKNOWN'],
    ['priority', '1', 'priority', 'URGENT'],
    ['priority', '2', 'priority', 'HIGH'],
    ['priority', '3', 'priority', 'NORMAL'],
    ['priority', '4', 'priority', 'LOW'],
    ['priority', '', 'priority', 'UNKNOWN'],
    ['severity', '1', 'severity', 'SEV1'],
    ['severity', '4', 'severity', 'SEV4'],
    ['severity', 'none', 'severity', 'UNKNOWN'],
    ['severity', '', 'severity', undefined],
    ['channel', 'email', 'channel', 'EMAIL'],
    ['channel', 'phone', 'channel', 'PHONE'],
    ['channel', 'chat', 'channel', 'CHAT'],
    ['channel', 'social', 'channel', 'UNKNOWN'],
    ['channel', '', 'channel', undefined],
    ['escalation', 'c0ffee', 'escalated', true],
  ] as const) {
    test(`with ${field} ${JSON.stringify(value)} has ${path} ${expected}`, () => {
      assert.equal(toCanonicalCase(tables, { ...sampleCase, [field]: value }, origin)[path], expected)
    })
  }

  const contracts = { entitlementContract: 'c1', crmContractId: '800A' }
  for (const [title, changes, contract, crmContract] of [
    ['names no contract takes that of its entitlement', { contract: '' }, 'c1', '800A'],
    ['names its entitlement’s contract knows the CRM’s', { contract: 'c1' }, 'c1', '800A'],
    ['names another contract leaves the CRM’s open', { contract: 'c2' }, 'c2', undefined],
  ] as const) {
    test(`that ${title}`, () => {
      const record = toCanonicalCase(tables, { ...sampleCase, ...contracts, ...changes }, origin)
      assert.deepEqual([record.contract?.nativeId, record.crmContract?.nativeId], [contract, crmContract])
    })
  }

  for (const field of ['number', 'openedAt'] as const) {
    test(`without ${field} is an invalid response`, () => {
      assert.throws(() => toCanonicalCase(tables, { ...sampleCase, [field]: '' }, origin), {
        code: 'INVALID_RESPONSE',
      })
    })
  }
})

for (const text of ['2', 'Sev 2', 'SEV2', 'Severity 2', '2 - High']) {
  test(`severity ${JSON.stringify(text)} is SEV2`, () => assert.equal(toCanonicalSeverity(text), 'SEV2'))
}

test('the published account has no support tier and keeps its number', () => {
  const [first] = readSample('account') as unknown as Record<string, unknown>[]
  const account = toCanonicalAccount(tables, parseRow(tables.account, first ?? {}, CONNECTION.id), origin)
  assert.equal(account.name, 'Boxeo EMEA')
  assert.equal(account.supportTier, undefined)
  assert.deepEqual(account.customFields, [
    { key: 'accountNumber', type: 'string', value: 'ACCT0000003', sourceField: 'customer_account.number' },
    { key: 'rankTier', type: 'string', value: null, sourceField: 'customer_account.rank_tier' },
  ])
})

describe('the published entitlement', () => {
  const sample = readSample('entitlement')
  const [characteristic] = sample.entitlement_characteristics as Record<string, unknown>[]
  const [usage] = (characteristic?.entitlement_usage ?? []) as Record<string, unknown>[]
  const entitlement = parseRow(tables.entitlement, sample, CONNECTION.id)
  const units = parseRow(
    tables.characteristic,
    { ...characteristic, 'characteristic.name': 'Cases' },
    CONNECTION.id,
  )
  const used = parseRow(tables.usage, usage ?? {}, CONNECTION.id)

  test('reads as a canonical entitlement that is used up', () => {
    const rows = { entitlement, characteristics: [units], usages: [used] }
    const { source, fieldSources: _fields, ...record } = toCanonicalEntitlement(tables, rows, origin)
    assert.equal(source.objectType, 'service_entitlement')
    assert.deepEqual(record, {
      nativeId: '5a651515d1f53110f8776589fa411f7b',
      name: 'indep entl',
      account: ref('customer_account', '4c325111d1f53110f8776589fa411f3d'),
      status: 'EXHAUSTED',
      start: new Date('2023-10-03T00:00:00Z'),
      end: new Date('2024-12-04T00:00:00Z'),
      contract: undefined,
      grantedBy: 'MANUAL_GRANT',
      product: undefined,
      assetSerial: undefined,
      unit: 'CASES',
      totalUnits: '5',
      remainingUnits: '0',
      decrementOn: 'CASE_CLOSE',
      slaName: undefined,
      businessHours: undefined,
      channels: [],
      milestones: [],
    })
  })

  const read = (
    row: Partial<typeof entitlement>,
    characteristics: readonly (typeof units)[] = [],
    usages: readonly (typeof used)[] = [],
  ) =>
    toCanonicalEntitlement(
      tables,
      { entitlement: { ...entitlement, ...row }, characteristics, usages },
      origin,
    )

  for (const [state, status] of [
    ['draft', 'PENDING'],
    ['active', 'ACTIVE'],
    ['suspended', 'SUSPENDED'],
    ['expired', 'EXPIRED'],
    ['cancelled', 'REVOKED'],
    ['frozen', 'UNKNOWN'],
  ] as const) {
    test(`in state ${state} is ${status}`, () => assert.equal(read({ state }).status, status))
  }

  test('without an end date never ends', () => assert.equal(read({ endDate: '' }).end, undefined))

  test('without a counted characteristic is unlimited', () => {
    const { unit, totalUnits, remainingUnits, decrementOn } = read({}, [{ ...units, type: 'coverage' }])
    assert.deepEqual(
      { unit, totalUnits, remainingUnits, decrementOn },
      { unit: 'UNLIMITED', totalUnits: undefined, remainingUnits: undefined, decrementOn: 'NEVER' },
    )
  })

  test('counts by its latest period, and in decimals', () => {
    const first = { ...used, periodStart: '2023-10-03', totalUnits: '40', usedUnits: '40' }
    const latest = { ...used, periodStart: '2024-01-03', totalUnits: '40', usedUnits: '12.5' }
    const { unit, totalUnits, remainingUnits } = read({}, [{ ...units, name: 'Hours' }], [latest, first])
    assert.deepEqual([unit, totalUnits, remainingUnits], ['HOURS', '40', '27.5'])
  })

  test('that was never used has all that its characteristic says', () => {
    assert.equal(read({}, [units]).remainingUnits, '5')
  })
})

describe('a clock', () => {
  const row = {
    sysId: '1',
    task: '2',
    name: 'First response',
    duration: '1970-01-01 04:00:00',
    stage: 'in_progress',
    startedAt: '2026-11-24 09:00:00',
    breachesAt: '2026-11-24 13:00:00',
    stoppedAt: '',
    breached: 'false',
    updatedAt: '',
  }

  for (const [title, changes, expected] of [
    ['that runs has a target', {}, { target: 'PT4H', completedAt: undefined, violated: false }],
    [
      'without a duration has the time to its breach',
      { duration: '', breachesAt: '2026-11-26 09:30:00' },
      { target: 'P2DT30M', completedAt: undefined, violated: false },
    ],
    [
      'that was met has ended',
      { stage: 'completed', stoppedAt: '2026-11-24 10:00:00' },
      { target: 'PT4H', completedAt: new Date('2026-11-24T10:00:00Z'), violated: false },
    ],
    [
      'that ran out is violated',
      { breached: 'true' },
      { target: 'PT4H', completedAt: undefined, violated: true },
    ],
  ] as const) {
    test(title, () => {
      const milestone = toCanonicalMilestone(tables, { ...row, ...changes }, origin)
      assert.deepEqual(
        milestone && {
          target: milestone.target,
          completedAt: milestone.completedAt,
          violated: milestone.violated,
        },
        expected,
      )
    })
  }

  for (const changes of [{ stage: 'cancelled' }, { duration: '', breachesAt: '' }]) {
    test(`with ${JSON.stringify(changes)} promises nothing`, () => {
      assert.equal(toCanonicalMilestone(tables, { ...row, ...changes }, origin), undefined)
    })
  }
})

for (const [milliseconds, text] of [
  [0, 'PT0S'],
  [1_000, 'PT1S'],
  [90_000, 'PT1M30S'],
  [14_400_000, 'PT4H'],
  [432_000_000, 'P5D'],
  [90_061_000, 'P1DT1H1M1S'],
] as const) {
  test(`${milliseconds} ms are ${text}`, () => assert.equal(toIsoDuration(milliseconds), text))
}
