import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { DemoCompany } from '#demo-world/records.ts'
import { createDemoWorld } from '#demo-world/world.ts'
import type { Answer } from '#shared/answer.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { type Identity, normaliseTaxId } from '#shared/crosswalk.ts'
import { type Emulator, type EmulatorDefinition, startEmulator } from '#shared/emulator/emulator.ts'
import { isWeftError } from '#shared/errors.ts'
import type { Position } from '#shared/newest-first.ts'
import { type Logger, silentLogger } from '#shared/telemetry/logger.ts'
import type { CaseRecord, SupportProvider } from '#support/provider.ts'
import { type Readable, readable } from '../support/readable.ts'
import { listAll } from './identities.ts'

export interface SupportVendor<State> {
  vendor: string
  createEmulator(): EmulatorDefinition<State>
  createProvider(
    connection: Connection,
    options: { logger: Logger; clock: typeof systemClock },
  ): SupportProvider
}

/** A connection to a running emulator of the support domain. */
export function connectionTo({ vendor, baseUrl, credentials }: Emulator): Connection {
  return {
    id: `support-${vendor}`,
    name: vendor,
    vendor,
    domain: 'SUPPORT',
    environment: 'SIMULATED',
    baseUrl,
    credentials,
    fields: {},
    timeoutMs: 10_000,
  }
}

/** What every vendor of the support domain must do, asked of its emulator over real HTTP. */
export function testSupportProvider<State>({
  vendor,
  createEmulator,
  createProvider,
}: SupportVendor<State>): void {
  describe(`${vendor} as a support provider`, () => {
    const world = createDemoWorld(new Date())
    const known = world.companies.filter(({ presence }) => presence.SUPPORT !== undefined)
    let emulator: Emulator
    let provider: SupportProvider
    let customers: Identity[]
    const call: CallContext = { correlationId: 'contract', signal: new AbortController().signal }

    before(async () => {
      emulator = await startEmulator(createEmulator())
      provider = createProvider(connectionTo(emulator), { logger: silentLogger, clock: systemClock })
      customers = await listAll(provider, 'Customer', call)
    })
    after(async () => {
      await provider.close()
      await emulator.close()
    })

    const companyOf = (key: string): DemoCompany => {
      const company = known.find((each) => each.key === key)
      assert.ok(company)
      return company
    }
    const accountOf = (key: string): string => {
      const { name, presence } = companyOf(key)
      const identity = customers.find((each) => each.name === (presence.SUPPORT?.name ?? name))
      assert.ok(identity)
      return identity.ref.nativeId
    }
    const casesOf = async (key: string, first = 100, after?: Position, statuses?: CaseRecord['status'][]) => {
      const [page] = await provider.listCases(
        [{ accountIds: [accountOf(key)], first, after, statuses }],
        call,
      )
      return valueFrom(page)
    }

    test('lists every customer once, with what matching needs', () => {
      const expected = known.flatMap(({ name, domain, taxId, presence: { SUPPORT } }) => [
        {
          name: SUPPORT?.name ?? name,
          domain: SUPPORT?.hasDomain === false ? undefined : domain,
          taxIds: SUPPORT?.hasTaxId === false ? [] : [normaliseTaxId(taxId.value)],
          namesCrm: SUPPORT?.names.includes('CRM') ?? false,
        },
        ...(SUPPORT?.duplicates ?? []).map((duplicate) => ({
          name: duplicate.name,
          domain,
          taxIds: [normaliseTaxId(taxId.value)],
          namesCrm: false,
        })),
      ])
      const listed = customers.map(({ name, domain, taxIds, foreignRefs }) => ({
        name,
        domain,
        taxIds,
        namesCrm: foreignRefs.some((ref) => ref.domain === 'CRM'),
      }))
      const byName = (one: { name: string }, other: { name: string }): number =>
        one.name < other.name ? -1 : 1
      assert.deepEqual(listed.sort(byName), expected.sort(byName))
      assert.equal(new Set(customers.map(({ ref }) => ref.nativeId)).size, customers.length)
    })

    test('lists products by their article numbers', async () => {
      const products = await listAll(provider, 'Product', call)
      const numbers = products.map(({ sku }) => sku).filter((sku) => sku !== undefined)
      assert.deepEqual(numbers.sort(), world.products.map(({ sku }) => sku).sort())
    })

    test('answers accounts in the order asked, and nothing for an unknown one', async () => {
      const answers = await provider.getAccounts([accountOf('globex'), 'nobody', accountOf('acme')], call)
      assert.deepEqual(
        answers.map((answer) => valueFrom(answer)?.supportTier),
        [companyOf('globex').supportTier, undefined, companyOf('acme').supportTier],
      )
    })

    test('answers what a case says', async () => {
      for (const key of ['acme', 'globex', 'wonka']) {
        const { items } = await casesOf(key)
        const said = items.map((each) => ({
          number: each.caseNumber,
          subject: each.subject,
          description: each.description,
          status: each.status,
          priority: each.priority,
          severity: each.severity,
          escalated: each.escalated,
          channel: each.channel,
          hasContact: each.contact !== undefined,
          hasEntitlement: each.entitlement !== undefined,
          isResolved: each.resolvedAt !== undefined,
        }))
        const facts = companyOf(key).cases.map((each) => ({
          number: each.number,
          subject: each.subject,
          description: each.description,
          status: each.status,
          priority: each.priority,
          severity: each.severity,
          escalated: each.escalated,
          channel: each.channel,
          hasContact: each.contactKey !== undefined,
          hasEntitlement: each.entitlementKey !== undefined,
          isResolved: each.resolvedInDays !== undefined,
        }))
        assert.deepEqual(said, facts)
      }
    })

    test('lists cases newest first, and page by page without a gap', async () => {
      const whole = await casesOf('acme')
      const times = whole.items.map(({ openedAt }) => openedAt.getTime())
      assert.deepEqual(
        times,
        times.toSorted((one, other) => other - one),
      )
      const walked: string[] = []
      let after: Position | undefined
      for (let goesOn = true; goesOn; ) {
        const page = await casesOf('acme', 1, after)
        walked.push(...page.items.map(({ nativeId }) => nativeId))
        const last = page.items.at(-1)
        after = last && { at: last.openedAt, nativeId: last.nativeId }
        goesOn = page.hasNextPage
      }
      assert.deepEqual(
        walked,
        whole.items.map(({ nativeId }) => nativeId),
      )
      assert.ok(walked.length > 1)
    })

    for (const [statuses, numbers] of [
      [['CLOSED'], ['CS0001002']],
      [
        ['IN_PROGRESS', 'CLOSED'],
        ['CS0001001', 'CS0001002'],
      ],
      [['NEW'], []],
      [['UNKNOWN'], []],
      [[], []],
    ] as const) {
      test(`lists only cases that are ${statuses.join(' or ') || 'of none of no statuses'}`, async () => {
        const { items } = await casesOf('acme', 10, undefined, [...statuses])
        assert.deepEqual(
          items.map(({ caseNumber }) => caseNumber),
          numbers,
        )
      })
    }

    test('answers each customer its own page', async () => {
      const pages = await provider.listCases(
        ['globex', 'tyrell', 'acme'].map((key) => ({
          accountIds: [accountOf(key)],
          first: 1,
          after: undefined,
          statuses: undefined,
        })),
        call,
      )
      assert.deepEqual(
        pages.map((page) => valueFrom(page).items.map(({ caseNumber }) => caseNumber)),
        [['CS0001010'], [], ['CS0001001']],
      )
    })

    test('answers cases by id in the order asked, and nothing for an unknown one', async () => {
      const { items } = await casesOf('acme')
      const ids = items.map(({ nativeId }) => nativeId)
      const answers = await provider.getCases([ids[1] ?? '', 'nothing', ids[0] ?? ''], call)
      assert.deepEqual(
        answers.map((answer) => valueFrom(answer)?.caseNumber),
        ['CS0001002', undefined, 'CS0001001'],
      )
    })

    test('answers the entitlements of each account, with what is left of them', async () => {
      const [acme, tyrell] = await provider.listEntitlements([accountOf('acme'), accountOf('tyrell')], call)
      const said = valueFrom(acme).map((each) => ({
        name: each.name,
        status: each.status,
        unit: each.unit,
        total: each.totalUnits,
        remaining: each.remainingUnits,
        slaName: each.slaName,
        channels: [...each.channels].sort(),
        hasContract: each.contract !== undefined,
        hasProduct: each.product !== undefined,
      }))
      const facts = companyOf('acme').entitlements.map((each) => ({
        name: each.name,
        status: each.status,
        unit: each.unit,
        total: each.totalUnits === undefined ? undefined : String(each.totalUnits),
        remaining: each.totalUnits === undefined ? undefined : String(each.totalUnits - each.usedUnits),
        slaName: each.slaName,
        channels: [...each.channels].sort(),
        hasContract: each.contractKey !== undefined,
        hasProduct: each.productKey !== undefined,
      }))
      const byName = (one: { name: string }, other: { name: string }): number =>
        one.name < other.name ? -1 : 1
      assert.deepEqual(said.sort(byName), facts.sort(byName))
      assert.deepEqual(valueFrom(tyrell), [])
    })

    test('answers entitlements by the contract that the CRM knows, and by id', async () => {
      const [listed] = await provider.listEntitlements([accountOf('globex')], call)
      const [entitlement] = valueFrom(listed)
      assert.ok(entitlement?.contract)
      assert.equal(entitlement.contract.domain, 'CRM')
      const [ofContract, ofNone] = await provider.listEntitlementsOfContracts(
        [entitlement.contract.nativeId, 'nothing'],
        call,
      )
      assert.deepEqual(
        valueFrom(ofContract).map(({ nativeId }) => nativeId),
        [entitlement.nativeId],
      )
      assert.deepEqual(valueFrom(ofNone), [])
      const [byId, unknown] = await provider.getEntitlements([entitlement.nativeId, 'nothing'], call)
      assert.equal(valueFrom(byId)?.remainingUnits, entitlement.remainingUnits)
      assert.equal(valueFrom(unknown), undefined)
    })

    test('an entitlement ends after its last day', async () => {
      const [listed] = await provider.listEntitlements([accountOf('globex')], call)
      const [entitlement] = valueFrom(listed)
      const lastDay = companyOf('globex').entitlements[0]?.endInDays ?? 0
      const days = ((entitlement?.end?.getTime() ?? 0) - world.today.getTime()) / 86_400_000
      assert.equal(days, lastDay + 1)
    })

    test('answers the clocks of a case in the order in which they run out', async () => {
      const { items } = await casesOf('globex')
      const [milestones, ofNone] = await provider.listMilestones([items[0]?.nativeId ?? '', 'nothing'], call)
      const dues = valueFrom(milestones).map(({ dueAt }) => dueAt?.getTime() ?? 0)
      assert.ok(dues.length > 0)
      assert.deepEqual(
        dues,
        dues.toSorted((one, other) => one - other),
      )
      for (const { target } of valueFrom(milestones)) assert.match(target, /^P/)
      assert.deepEqual(valueFrom(ofNone), [])
    })

    test('leads from a case to the contract in the CRM', async () => {
      const { items } = await casesOf('globex')
      const id = items[0]?.contract?.nativeId ?? ''
      const [contract, unknown] = await provider.getContracts([id, 'nothing'], call)
      const [listed] = await provider.listEntitlements([accountOf('globex')], call)
      assert.deepEqual(valueFrom(contract)?.crmContract, valueFrom(listed)[0]?.contract)
      assert.equal(valueFrom(unknown), undefined)
    })

    test('says of every record where it was read', async () => {
      const { items } = await casesOf('globex')
      const [account] = await provider.getAccounts([accountOf('globex')], call)
      const [entitlements] = await provider.listEntitlements([accountOf('globex')], call)
      for (const record of [...items, valueFrom(account), ...(valueFrom(entitlements) ?? [])]) {
        assert.equal(record?.source.connectionId, provider.connection.id)
        assert.equal(record.source.readMode, 'LIVE')
        assert.ok(record.source.sourceUpdatedAt)
        assert.ok(Object.keys(record.fieldSources).length > 0)
      }
    })

    test('asks nothing when asked for nothing', async () => {
      const before = emulator.calls().length
      assert.deepEqual(await provider.getAccounts([], call), [])
      assert.deepEqual(await provider.listCases([], call), [])
      assert.deepEqual(await provider.listEntitlements([], call), [])
      assert.equal(emulator.calls().length, before)
    })
  })
}

function valueFrom<Value>(answer: Answer<Value> | undefined): Readable<Value> {
  assert.ok(!isWeftError(answer), String(answer))
  return readable(answer) as Readable<Value>
}
