import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Answer } from '#shared/answer.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { isWeftError } from '#shared/errors.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { CaseRecord, SupportEntitlementRecord, SupportProvider } from '#support/provider.ts'
import type { NewCase, NewEntitlement, SupportWrites } from '#support/writes.ts'
import { listAll } from './identities.ts'
import { connectionTo, type SupportVendor } from './support.ts'

/** Where the vendor's records are written, so that the answer to a write can be lost. */
export interface WrittenVendor<State> extends SupportVendor<State> {
  writePath: string
}

const call: CallContext = { correlationId: 'contract', signal: new AbortController().signal }
const keyed = (idempotencyKey: string): WriteCall => ({ ...call, idempotencyKey })

/** What every vendor of the support domain that can be written to must keep, asked of its emulator over real HTTP. */
export function testSupportWrites<State>({
  vendor,
  createEmulator,
  createProvider,
  writePath,
}: WrittenVendor<State>): void {
  describe(`${vendor} as what support writes into`, () => {
    let emulator: Emulator
    let provider: SupportProvider
    let writes: SupportWrites
    let accountId: string
    let otherAccountId: string

    before(async () => {
      emulator = await startEmulator(createEmulator())
      provider = createProvider(connectionTo(emulator), { logger: silentLogger, clock: systemClock })
      assert.ok(provider.writes)
      writes = provider.writes
      const customers = await listAll(provider, 'Customer', call)
      const idOf = (name: string): string =>
        customers.find((customer) => customer.name === name)?.ref.nativeId ?? ''
      accountId = idOf('Globex')
      otherAccountId = idOf('Acme Industries')
    })
    beforeEach(() => emulator.reset())
    after(async () => {
      await provider.close()
      await emulator.close()
    })

    /** The next write takes effect and its answer is lost. */
    const loseAnswer = (method: 'POST' | 'PATCH' | 'DELETE'): void =>
      emulator.fail({ method, path: writePath, times: 1, applied: true, reset: 'before-answer' })

    /** Asks until it is answered, as whoever has a retryable failure does. */
    async function insist(write: () => Promise<Written>): Promise<Written> {
      try {
        return await write()
      } catch (error) {
        if (!isWeftError(error) || !error.retryable) throw error
        return write()
      }
    }
    const newCase = (changes: Partial<NewCase> = {}): NewCase => ({
      accountNativeId: accountId,
      contact: undefined,
      productNativeId: undefined,
      subject: 'Nobody can log in',
      description: 'Since this morning',
      priority: 'HIGH',
      severity: 'SEV2',
      channel: 'PHONE',
      ...changes,
    })
    const casesOf = async (id: string): Promise<readonly CaseRecord[]> => {
      const asked = { accountIds: [id], first: 100, after: undefined, statuses: undefined }
      const [page] = await provider.listCases([asked], call)
      return valueFrom(page).items as CaseRecord[]
    }
    const readCase = async ({ ref }: Written): Promise<CaseRecord> => {
      const [found] = await provider.getCases([ref.nativeId], call)
      return valueFrom(found)
    }
    const readEntitlement = async ({ ref }: Written): Promise<SupportEntitlementRecord> => {
      const [found] = await provider.getEntitlements([ref.nativeId], call)
      return valueFrom(found)
    }

    test('opens a case that says what it was opened with', async () => {
      const opened = await writes.openCase(newCase(), keyed('case-1'))
      const read = await readCase(opened)
      assert.equal(opened.effect, 'CREATED')
      assert.equal(opened.number, read.caseNumber)
      assert.equal(opened.ref.objectType, read.source.objectType)
      assert.match(opened.url ?? '', /^http/)
      const { subject, description, status, priority, severity, channel, account, escalated } = read
      assert.deepEqual(
        { subject, description, status, priority, severity, channel, account: account?.nativeId, escalated },
        {
          subject: 'Nobody can log in',
          description: 'Since this morning',
          status: 'NEW',
          priority: 'HIGH',
          severity: 'SEV2',
          channel: 'PHONE',
          account: accountId,
          escalated: false,
        },
      )
    })

    test('opens one case for a key, whether the first answer came or was lost', async () => {
      const before = (await casesOf(accountId)).length
      loseAnswer('POST')
      const lost = await insist(() => writes.openCase(newCase(), keyed('case-1')))
      const again = await writes.openCase(newCase(), keyed('case-1'))
      assert.deepEqual([again.ref, again.number, again.effect], [lost.ref, lost.number, 'FOUND'])
      assert.equal((await casesOf(accountId)).length, before + 1)
    })

    test('opens one case for a key that is asked for at once', async () => {
      const before = (await casesOf(accountId)).length
      const opened = await Promise.all(
        [1, 2, 3].map(() => writes.openCase(newCase(), { ...keyed('case-1'), correlationId: 'each' })),
      )
      assert.equal(new Set(opened.map(({ ref }) => ref.nativeId)).size, 1)
      assert.equal((await casesOf(accountId)).length, before + 1)
    })

    test('opens another case for another key', async () => {
      const one = await writes.openCase(newCase(), keyed('case-1'))
      const other = await writes.openCase(newCase(), keyed('case-2'))
      assert.notEqual(one.ref.nativeId, other.ref.nativeId)
    })

    test('takes a contact of the account, and no other', async () => {
      const contact = (await casesOf(accountId)).find((each) => each.contact)?.contact
      assert.ok(contact)
      const opened = await writes.openCase(newCase({ contact }), keyed('case-1'))
      assert.deepEqual((await readCase(opened)).contact, contact)
      const foreign = newCase({ contact, accountNativeId: otherAccountId })
      await assert.rejects(writes.openCase(foreign, keyed('case-2')), {
        code: 'NOT_FOUND',
        facts: { system: provider.connection.id, input: 'contact' },
      })
    })

    test('escalates a case once, and leaves one that is escalated as it is', async () => {
      const opened = await writes.openCase(newCase(), keyed('case-1'))
      const escalation = {
        caseNativeId: opened.ref.nativeId,
        reason: 'The plant stands',
        severity: 'SEV1',
      } as const
      loseAnswer('POST')
      await insist(() => writes.escalateCase(escalation, keyed('escalate-1')))
      const escalated = await readCase(opened)
      assert.deepEqual([escalated.escalated, escalated.severity], [true, 'SEV1'])
      for (const key of ['escalate-1', 'escalate-2']) {
        const again = await writes.escalateCase({ ...escalation, severity: 'SEV3' }, keyed(key))
        assert.deepEqual([again.effect, again.ref], ['FOUND', opened.ref])
      }
      assert.deepEqual({ ...(await readCase(opened)), source: 0 }, { ...escalated, source: 0 })
    })

    test('escalates a case once for two who ask at once', async () => {
      const opened = await writes.openCase(newCase(), keyed('case-1'))
      const escalation = {
        caseNativeId: opened.ref.nativeId,
        reason: 'The plant stands',
        severity: undefined,
      }
      const both = ['escalate-1', 'escalate-2'].map((key) =>
        writes.escalateCase(escalation, { ...keyed(key), correlationId: key }),
      )
      const [one, other] = await Promise.all(both)
      assert.deepEqual(one?.ref, other?.ref)
      const { escalatedAt } = await readCase(opened)
      for (const key of ['escalate-1', 'escalate-2'])
        assert.equal((await writes.escalateCase(escalation, keyed(key))).effect, 'FOUND')
      assert.deepEqual((await readCase(opened)).escalatedAt, escalatedAt)
    })

    test('a case that waits is neither new nor worked on, and is worked on again afterwards', async () => {
      const { ref } = await writes.openCase(newCase(), keyed('case-1'))
      const hold = { caseNativeId: ref.nativeId, reason: 'The account is overdue' }
      const held = await insist(() => writes.setCaseOnHold({ ...hold, isOnHold: true }, keyed('hold')))
      assert.equal(held.effect, 'UPDATED')
      assert.ok(['ON_HOLD', 'WAITING_ON_CUSTOMER'].includes((await readCase(held)).status))
      const again = await writes.setCaseOnHold({ ...hold, isOnHold: true }, keyed('hold'))
      assert.equal(again.effect, 'FOUND')
      loseAnswer('PATCH')
      await insist(() => writes.setCaseOnHold({ ...hold, isOnHold: false }, keyed('free')))
      assert.equal((await readCase(held)).status, 'IN_PROGRESS')
    })

    test('hands a case to a group that there is', async () => {
      const { ref } = await writes.openCase(newCase(), keyed('case-1'))
      const route = { caseNativeId: ref.nativeId, reason: 'About an invoice' }
      const billing = { ...route, groupName: 'Billing Support' }
      assert.equal((await writes.routeCase(billing, keyed('route-1'))).effect, 'UPDATED')
      assert.equal((await writes.routeCase(billing, keyed('route-1'))).effect, 'FOUND')
      await assert.rejects(writes.routeCase({ ...route, groupName: 'Nobody' }, keyed('route-2')), {
        code: 'NOT_FOUND',
      })
    })

    test('refuses to write to a case that is not there, or is closed', async () => {
      const closed = (await casesOf(otherAccountId)).find(({ status }) => status === 'CLOSED')
      assert.ok(closed)
      for (const [id, code] of [
        ['0123456789abcdef0123456789abcdef', 'NOT_FOUND'],
        [closed.nativeId, 'REJECTED_BY_SYSTEM'],
      ] as const) {
        const escalation = { caseNativeId: id, reason: 'x', severity: undefined }
        await assert.rejects(writes.escalateCase(escalation, keyed('a')), { code })
        await assert.rejects(writes.annotateCase({ caseNativeId: id, text: 'x' }, keyed('b')), { code })
        const hold = { caseNativeId: id, isOnHold: true, reason: 'x' }
        await assert.rejects(writes.setCaseOnHold(hold, keyed('c')), { code })
      }
    })
    const newEntitlement = (changes: Partial<NewEntitlement> = {}): NewEntitlement => ({
      name: 'Premium support',
      accountNativeId: accountId,
      productNativeId: undefined,
      crmContractId: '800A',
      startsOn: '2026-01-01',
      endsOn: '2027-01-01',
      units: '10',
      ...changes,
    })

    test('makes an entitlement with its units and its contract, once', async () => {
      loseAnswer('POST')
      const made = await insist(() => writes.createEntitlement(newEntitlement(), keyed('ent-1')))
      const again = await writes.createEntitlement(newEntitlement(), keyed('ent-1'))
      assert.deepEqual(again.ref, made.ref)
      const { name, status, start, end, contract, unit, totalUnits, remainingUnits } =
        await readEntitlement(made)
      assert.deepEqual(
        { name, status, start, end, contract: contract?.nativeId, unit, totalUnits, remainingUnits },
        {
          name: 'Premium support',
          status: 'ACTIVE',
          start: new Date('2026-01-01T00:00:00Z'),
          end: new Date('2027-01-01T00:00:00Z'),
          contract: '800A',
          unit: 'CASES',
          totalUnits: '10',
          remainingUnits: '10',
        },
      )
    })

    test('takes units off once for a key, and gives them back', async () => {
      const made = await writes.createEntitlement(newEntitlement(), keyed('ent-1'))
      const use = { entitlementNativeId: made.ref.nativeId, units: '3' }
      loseAnswer('POST')
      await insist(() => writes.consumeUnits(use, keyed('use-1')))
      assert.equal((await writes.consumeUnits(use, keyed('use-1'))).effect, 'FOUND')
      assert.equal((await readEntitlement(made)).remainingUnits, '7')
      await writes.consumeUnits({ ...use, units: '-3' }, keyed('use-2'))
      assert.equal((await readEntitlement(made)).remainingUnits, '10')
    })

    test('takes nothing off what is not counted', async () => {
      const made = await writes.createEntitlement(newEntitlement({ units: undefined }), keyed('ent-1'))
      const use = { entitlementNativeId: made.ref.nativeId, units: '1' }
      assert.equal((await writes.consumeUnits(use, keyed('use-1'))).effect, 'FOUND')
      assert.equal((await readEntitlement(made)).unit, 'UNLIMITED')
    })

    test('ends an entitlement, or opens its end; suspends it and brings it back', async () => {
      const made = await writes.createEntitlement(newEntitlement(), keyed('ent-1'))
      const { nativeId } = made.ref
      for (const endsOn of ['2026-07-01', undefined]) {
        loseAnswer('PATCH')
        await insist(() => writes.setEntitlementEnd({ nativeId, endsOn }, keyed('end')))
        assert.equal((await readEntitlement(made)).end?.toISOString().slice(0, 10), endsOn)
      }
      for (const isActive of [false, true]) {
        await writes.setEntitlementActive({ nativeId, isActive }, keyed('active'))
        const again = await writes.setEntitlementActive({ nativeId, isActive }, keyed('active'))
        assert.equal(again.effect, 'FOUND')
        assert.equal((await readEntitlement(made)).status, isActive ? 'ACTIVE' : 'SUSPENDED')
      }
    })

    test('makes an account once for its CRM id, and removes it while nothing hangs on it', async () => {
      loseAnswer('POST')
      const account = { name: 'Initech', crmNativeId: '001INITECH' }
      const made = await insist(() => writes.createAccount(account, keyed('acc-1')))
      assert.deepEqual((await writes.createAccount(account, keyed('acc-2'))).ref, made.ref)
      const unknown = await writes.createAccount({ name: 'Initech', crmNativeId: undefined }, keyed('acc-3'))
      assert.notEqual(unknown.ref.nativeId, made.ref.nativeId)
      const identity = (await listAll(provider, 'Customer', call)).find(
        ({ ref }) => ref.nativeId === made.ref.nativeId,
      )
      assert.deepEqual(
        identity?.foreignRefs.map(({ nativeId }) => nativeId),
        ['001INITECH'],
      )
      const { ref } = await writes.openCase(newCase({ accountNativeId: unknown.ref.nativeId }), keyed('c'))
      assert.ok(ref)
      assert.equal((await writes.removeAccount(unknown.ref.nativeId, keyed('r-1'))).effect, 'FOUND')
      loseAnswer('DELETE')
      await insist(() => writes.removeAccount(made.ref.nativeId, keyed('r-2')))
      const gone = await provider.getAccounts([made.ref.nativeId, unknown.ref.nativeId], call)
      assert.deepEqual(
        gone.map((answer) => answer !== undefined),
        [false, true],
      )
    })
  })
}

function valueFrom<Value>(answer: Answer<Value> | undefined): Value {
  assert.ok(answer !== undefined && !isWeftError(answer), String(answer))
  return answer
}
