import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { salesforceId } from '#demo-world/native-ids.ts'
import { type Emulator, type RecordedCall, startEmulator } from '#shared/emulator/emulator.ts'
import type { Fault } from '#shared/emulator/faults.ts'
import { isWeftError } from '#shared/errors.ts'
import type { CrmWrites } from '#crm/writes.ts'
import { createSalesforceEmulator } from '../emulator/index.ts'
import { signIn } from '../emulator/test-org.ts'
import { toBodies } from './together.ts'
import { createTestWriter, keyed, newContract, type TestWriter } from './test-writer.ts'
import { toNativeNumber } from './to-native.ts'

const ACME = salesforceId('001', 'acme')
const DEAL = salesforceId('006', 'pied-o1')
const IDS = { customer: ACME, product: salesforceId('01t', 'platform') }
const CONTRACT = newContract(IDS)
const DATA = '/services/data/v66.0'

let emulator: Emulator
let writer: TestWriter
let writes: CrmWrites
let token: string
before(async () => {
  emulator = await startEmulator(createSalesforceEmulator())
})
beforeEach(async () => {
  await writer?.[Symbol.asyncDispose]()
  emulator.reset()
  // A circuit and a budget of its own for each test; with a token in hand, so that calls can be counted.
  writer = createTestWriter(emulator)
  writes = writer.writes
  token = await signIn(emulator)
  await writer.provider.getProducts([IDS.product], keyed('warm'))
  emulator.forgetCalls()
})
after(async () => {
  await writer[Symbol.asyncDispose]()
  await emulator.close()
})

/** What a person does in the org. */
async function byHand(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(emulator.baseUrl + DATA + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  assert.ok(response.ok, String(response.status))
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}
const soql = async (query: string): Promise<Record<string, unknown>[]> =>
  ((await byHand('GET', `/query?q=${encodeURIComponent(query)}`)) as { records: Record<string, unknown>[] })
    .records
const contractsWith = (key: string) => soql(`SELECT Id, Status FROM Contract WHERE Weft_Key__c = '${key}'`)
const control = async (path: string, body: unknown): Promise<void> => {
  const response = await fetch(`${emulator.baseUrl}/__emulator${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  assert.ok(response.ok)
}
const sent = (): string[] =>
  emulator.calls().map(({ method, path }) => `${method} ${path.slice(DATA.length)}`)

describe('what a write costs', () => {
  test('a contract with its lines is one call, and its key is not seen again', async () => {
    await writes.createContract(CONTRACT, keyed('run:contract'))
    assert.deepEqual(sent(), ['POST /composite'])
    const [line] = await soql(
      'SELECT Quantity__c, Unit_Price__c, End_Date__c FROM Contract_Line__c ORDER BY CreatedDate DESC LIMIT 1',
    )
    assert.partialDeepStrictEqual(line, { Quantity__c: 2.5, Unit_Price__c: 10.5, End_Date__c: '2028-01-31' })
  })

  test('so is one of more lines than a composite has parts', async () => {
    const { ref } = await writes.createContract(newContract(IDS, 120), keyed('run:contract'))
    assert.deepEqual(sent(), ['POST /composite/graph'])
    const lines = await soql(`SELECT Id FROM Contract_Line__c WHERE Contract__c = '${ref.nativeId}'`)
    assert.equal(lines.length, 120)
  })

  test('one of more lines than a call takes is refused unsent', async () => {
    const create = writes.createContract(newContract(IDS, 499), keyed('run:contract'))
    await assert.rejects(create, { code: 'REJECTED_BY_SYSTEM' })
    assert.deepEqual(sent(), [])
  })

  test('a change is a look and a call, and one look where it was made before', async () => {
    const { ref } = await writes.createContract(CONTRACT, keyed('run:contract'))
    emulator.forgetCalls()
    await writes.activateContract(ref.nativeId, keyed('run:activate'))
    await writes.activateContract(ref.nativeId, keyed('run:activate'))
    assert.deepEqual(sent(), ['GET /query', 'POST /composite', 'GET /query'])
  })

  test('a deal is one call, and two by its quote', async () => {
    await writes.getSale({ opportunityNativeId: DEAL }, keyed(''))
    assert.deepEqual(sent(), ['POST /composite'])
    emulator.forgetCalls()
    await writes.getSale({ quoteNativeId: salesforceId('0Q0', 'pied-q1') }, keyed(''))
    assert.deepEqual(sent(), ['GET /query', 'POST /composite'])
  })
})

describe('a contract is made once', () => {
  test('by two attempts at once', async () => {
    const attempts = ['run:contract', 'run:contract'].map((key) =>
      writes.createContract(CONTRACT, keyed(key)),
    )
    const made = await Promise.all(attempts)
    assert.deepEqual(made.map(({ effect }) => effect).sort(), ['CREATED', 'FOUND'])
    assert.equal((await contractsWith('run:contract')).length, 1)
  })

  const faults: [what: string, fault: Fault, code: string][] = [
    ['answered too late', { delayMs: 3_000 }, 'TIMEOUT'],
    ['answered with half an answer', { reset: 'mid-body' }, 'SYSTEM_UNAVAILABLE'],
    ['answered with 503 all the same', { status: 503, body: [], applied: true }, 'SYSTEM_UNAVAILABLE'],
    ['answered with a page of HTML', { status: 200, body: '<html>', applied: true }, 'INVALID_RESPONSE'],
    ['not taken', { status: 503, body: [] }, 'SYSTEM_UNAVAILABLE'],
  ]
  for (const [what, fault, code] of faults)
    test(`whose call was ${what}`, async () => {
      emulator.fail({ ...fault, method: 'POST', path: `${DATA}/composite`, times: 1 })
      await assert.rejects(writes.createContract(CONTRACT, keyed('run:contract')), { code })
      assert.equal(sent().length, 1)
      // As after a restart: nothing of the first attempt is remembered.
      await using next = createTestWriter(emulator)
      const made = await next.writes.createContract(CONTRACT, keyed('run:contract'))
      const [row, ...others] = await contractsWith('run:contract')
      assert.deepEqual([row?.Id, others], [made.ref.nativeId, []])
    })

  test('whose writer was killed while it waited for the answer', async () => {
    emulator.fail({ method: 'POST', path: `${DATA}/composite`, times: 1, delayMs: 60_000 })
    const program = fileURLToPath(new URL('test-writer.ts', import.meta.url))
    const { baseUrl, credentials } = emulator
    const child = spawn(process.execPath, [
      program,
      JSON.stringify({ baseUrl, credentials }),
      JSON.stringify(IDS),
      'run:contract',
    ])
    const isSent = ({ path }: RecordedCall): boolean => path === `${DATA}/composite`
    while (!emulator.calls().some(isSent) && child.exitCode === null) await wait(20)
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.equal((await contractsWith('run:contract')).length, 1)
    const made = await writes.createContract(CONTRACT, keyed('run:contract'))
    assert.equal(made.effect, 'FOUND')
    assert.equal((await contractsWith('run:contract')).length, 1)
  })

  test('or not at all, where one of its lines is refused', async () => {
    const wrong = {
      ...CONTRACT,
      lines: [...CONTRACT.lines, ...newContract({ ...IDS, product: salesforceId('01t', 'nothing') }).lines],
    }
    await assert.rejects(writes.createContract(wrong, keyed('run:contract')), {
      code: 'NOT_FOUND',
      facts: { system: 'crm-salesforce', status: 400, vendorCode: 'INVALID_CROSS_REFERENCE_KEY' },
    })
    assert.deepEqual(await contractsWith('run:contract'), [])
  })

  test('and not taken from a record of somebody else that a rule of the org calls its duplicate', async () => {
    const message = 'Use one of these records?'
    await control('/rules', { object: 'Contract', field: 'Name', errorCode: 'DUPLICATES_DETECTED', message })
    await assert.rejects(writes.createContract(CONTRACT, keyed('run:contract')), {
      code: 'DUPLICATE_RECORD',
      facts: { system: 'crm-salesforce', status: 400, vendorCode: 'DUPLICATES_DETECTED' },
    })
  })
})

describe('a refusal says what it is', () => {
  test('a validation rule: REJECTED_BY_SYSTEM, its text for the log alone', async () => {
    const { ref } = await writes.createContract(CONTRACT, keyed('run:contract'))
    const message = 'Legal has not signed.'
    await control('/rules', { object: 'Contract', field: 'Status', value: 'Activated', message })
    await assert.rejects(writes.activateContract(ref.nativeId, keyed('run:activate')), (error) => {
      assert.ok(isWeftError(error, 'REJECTED_BY_SYSTEM') && !error.retryable)
      assert.equal(error.facts.vendorCode, 'FIELD_CUSTOM_VALIDATION_EXCEPTION')
      assert.equal(error.cause, message)
      return !JSON.stringify(error.extensions).includes(message)
    })
  })

  test('a locked row: SYSTEM_UNAVAILABLE, and the next attempt makes it', async () => {
    await control('/locks', { id: ACME, times: 1 })
    await assert.rejects(writes.createContract(CONTRACT, keyed('run:contract')), {
      code: 'SYSTEM_UNAVAILABLE',
      retryable: true,
    })
    assert.equal((await writes.createContract(CONTRACT, keyed('run:contract'))).effect, 'CREATED')
  })

  test('a limit that is used up: RATE_LIMITED with the time to wait, nothing written', async () => {
    await control('/limits', { apiLimit: 10, apiUsage: 10 })
    await assert.rejects(writes.createContract(CONTRACT, keyed('run:contract')), {
      code: 'RATE_LIMITED',
      facts: {
        system: 'crm-salesforce',
        status: 403,
        vendorCode: 'REQUEST_LIMIT_EXCEEDED',
        retryAfterSeconds: 1,
      },
    })
    await control('/limits', { apiLimit: 1_000 })
    assert.deepEqual(await contractsWith('run:contract'), [])
  })

  test('the part that failed is the one that tells, whatever is said of its siblings', () => {
    const takenBack = { body: [{ errorCode: 'PROCESSING_HALTED' }], httpStatusCode: 400 }
    const failed = { body: [{ errorCode: 'ENTITY_IS_DELETED' }], httpStatusCode: 404 }
    const error = toBodies({ compositeResponse: [takenBack, failed, takenBack] }, 3, 'crm')
    assert.ok(isWeftError(error, 'NOT_FOUND'))
    assert.throws(() => toBodies({ compositeResponse: [takenBack] }, 2, 'crm'), { code: 'INVALID_RESPONSE' })
  })
})

describe('what a person has written stays', () => {
  const customer = { nativeId: ACME, legalName: 'Acme Holdings' }
  const legalName = async () =>
    (await soql(`SELECT Legal_Name__c FROM Account WHERE Id = '${ACME}'`))[0]?.Legal_Name__c

  test('after a change of ours that was applied and not answered', async () => {
    emulator.fail({
      method: 'POST',
      path: `${DATA}/composite`,
      times: 1,
      applied: true,
      reset: 'before-answer',
    })
    await assert.rejects(writes.updateCustomer(customer, keyed('run:customer')))
    await byHand('PATCH', `/sobjects/Account/${ACME}`, { Legal_Name__c: 'By hand' })
    assert.equal((await writes.updateCustomer(customer, keyed('run:customer'))).effect, 'FOUND')
    assert.equal(await legalName(), 'By hand')
  })

  test('where it came between our look and our change', async () => {
    const [seen] = await soql(`SELECT SystemModstamp FROM Account WHERE Id = '${ACME}'`)
    const expectedVersion = String(seen?.SystemModstamp)
    emulator.fail({ method: 'GET', path: `${DATA}/query`, times: 1, delayMs: 150 })
    const ours = writes.updateCustomer({ ...customer, expectedVersion }, keyed('run:customer'))
    while (!emulator.calls().some(({ query }) => query.includes('Weft_Last_Write__c'))) await wait(5)
    await byHand('PATCH', `/sobjects/Account/${ACME}`, { Legal_Name__c: 'By hand' })
    await assert.rejects(ours, { code: 'STALE_VERSION' })
    assert.equal(await legalName(), 'By hand')
  })

  test('in a draft that we would delete', async () => {
    const { ref, version } = await writes.createContract(CONTRACT, keyed('run:contract'))
    await byHand('PATCH', `/sobjects/Contract/${ref.nativeId}`, { SpecialTerms: 'Two months free' })
    const taken = writes.withdrawContract({ nativeId: ref.nativeId, version }, keyed('run:withdraw'))
    await assert.rejects(taken, { code: 'STALE_VERSION' })
    assert.equal((await contractsWith('run:contract')).length, 1)
  })
})

test('a field that the org does not have under the configured name is NOT_CONFIGURED', async () => {
  await using other = createTestWriter(emulator, { fields: { writeKey: 'Other_Key__c' } })
  const create = other.writes.createContract(CONTRACT, keyed('run:contract'))
  await assert.rejects(create, { code: 'NOT_CONFIGURED' })
})

describe('the currency of a contract', () => {
  const inEuro = (currencyCode = 'EUR') => ({
    ...CONTRACT,
    currencyCode: 'EUR',
    lines: CONTRACT.lines.map((line) => ({
      ...line,
      unitPrice: { ...line.unitPrice, currencyCode },
      netAmount: { ...line.netAmount, currencyCode },
    })),
  })

  test('is that of its lines', async () => {
    const { ref } = await writes.createContract(inEuro(), keyed('run:contract'))
    const [lines] = await writer.provider.getContractLines([ref.nativeId], keyed(''))
    assert.partialDeepStrictEqual(lines, [{ netAmount: { minorUnits: 31_500n, currencyCode: 'EUR' } }])
    const mixed = writes.createContract(inEuro('USD'), keyed('mixed'))
    await assert.rejects(mixed, { code: 'REJECTED_BY_SYSTEM' })
  })

  test('is not another one than that of an org with a single one', async () => {
    await using single = createTestWriter(emulator, { fields: { singleCurrency: 'USD' } })
    const create = single.writes.createContract(inEuro(), keyed('run:contract'))
    await assert.rejects(create, { code: 'REJECTED_BY_SYSTEM' })
    assert.equal((await single.writes.createContract(CONTRACT, keyed('run:contract'))).effect, 'CREATED')
  })
})

test('amounts are exact or refused', () => {
  assert.deepEqual(
    ['0.1', '1234567890123.45', '-5', '2.50'].map(toNativeNumber),
    [0.1, 1234567890123.45, -5, 2.5],
  )
  for (const text of ['12345678901234567.89', 'NaN', '0.12345678901234567'])
    assert.throws(() => toNativeNumber(text), { code: 'INVALID_ARGUMENT' })
})
