import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Worker } from '#processes/engine/worker.ts'
import { DEFAULT_POLICY } from '#processes/policy.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { AGENT, startWorld, type World } from '../support/world.ts'

const OPERATOR: Caller = {
  ...AGENT,
  scopes: new Set([...AGENT.scopes, 'customer:write', 'process:read', 'ops:read']),
}
const POLICY = { ...DEFAULT_POLICY, attempts: 3, firstDelayMs: 1, longestDelayMs: 5 }
const LONDON = { line1: '1 Canada Square', city: 'London', postalCode: 'E14 5AB', countryCode: 'GB' }

let world: World
let worker: Worker
let id: string

before(async () => {
  // With a cache: what is read after a write has to be of after it.
  const cache = { maxAgeSeconds: 3_600 }
  world = await startWorld({ processPolicy: POLICY, cache })
  worker = await world.domains.processes.startWorker({ concurrency: 5 })
  id = await world.customerId('Wayne Shipping')
})
after(async () => {
  await worker.close()
  await world[Symbol.asyncDispose]()
})

const FIELDS = `displayName legalName updatedAt billingAddress { line1 city postalCode } paymentTerms { code }
  crm: provenance(paths: ["status"]) { sourceUpdatedAt }`
interface CustomerAnswer {
  displayName: string
  legalName: string
  updatedAt: string
  billingAddress: { line1: string; city: string }
  paymentTerms: { code: string }
}
interface Answer {
  customer: CustomerAnswer | null
  run: { id: string; status: string; steps: { key: string; status: string }[] } | null
  userErrors: { code: string; field: string[] | null }[]
  replayed: boolean
}

async function upsert(input: object, caller = OPERATOR): Promise<Answer> {
  const source = `mutation ($input: CustomerUpsertInput!) { customerUpsert(input: $input) {
    customer { ${FIELDS} } run { id status steps { key status } } userErrors { code field } replayed } }`
  const { data, errors } = await world.query(source, { input: { id, ...input } }, { caller })
  assert.equal(errors, undefined)
  return (data as { customerUpsert: Answer }).customerUpsert
}

async function customer(): Promise<CustomerAnswer> {
  const { data } = await world.query(`query ($id: ID!) { customer(id: $id) { ${FIELDS} } }`, { id })
  return (data as { customer: CustomerAnswer }).customer
}

/** The name and street of the customer in each system, asked itself. */
async function inSystems() {
  const { tools } = world.domains.processes.engine
  const call = { correlationId: 'books', signal: AbortSignal.timeout(20_000) }
  const nativeIn = async (domain: 'CRM' | 'BILLING' | 'ERP') =>
    (await tools.crosswalk.linksOf([id], domain))[0]?.[0]?.nativeId ?? ''
  const key = { nativeId: await nativeIn('BILLING'), crmNativeIds: [] }
  const answers = await Promise.all([
    tools.crm('crm-salesforce').getCustomers([await nativeIn('CRM')], call),
    tools.billing('billing-stripe').getCustomers([key], call),
    tools.erp('erp-netsuite').getCustomers([await nativeIn('ERP')], call),
  ])
  return answers.map(([answer]) => {
    if (!answer || answer instanceof Error) return assert.fail()
    return [answer.legalName, answer.billingAddress?.line1]
  })
}
const codesOf = ({ userErrors }: Answer) => userErrors.map(({ code, field }) => [code, field])

test('a change reaches every system, and the next read is of after it', async () => {
  assert.equal((await customer()).legalName, 'Wayne Shipping Ltd')
  const input = {
    idempotencyKey: 'move',
    displayName: 'Wayne Lines',
    legalName: 'Wayne Lines plc',
    billingAddress: LONDON,
    paymentTermsCode: 'NET_30',
  }
  const answer = await upsert(input)
  assert.deepEqual(answer.userErrors, [])
  assert.deepEqual(
    answer.run?.steps.map(({ status }) => status),
    ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'],
  )
  const now = await customer()
  assert.deepEqual(now, answer.customer)
  assert.deepEqual(
    [now.displayName, now.legalName, now.billingAddress.line1, now.paymentTerms.code],
    ['Wayne Lines', 'Wayne Lines plc', LONDON.line1, 'NET30'],
  )
  const everywhere = ['Wayne Lines plc', LONDON.line1]
  assert.deepEqual(await inSystems(), [everywhere, everywhere, everywhere])
  const again = await upsert(input)
  assert.deepEqual([again.replayed, again.run?.id], [true, answer.run?.id])
})

test('what is as it should be is left alone', async () => {
  world.forgetCalls()
  const answer = await upsert({ idempotencyKey: 'same', legalName: 'Wayne Lines plc' })
  assert.deepEqual(
    [answer.run?.status, answer.run?.steps.map(({ status }) => status)],
    ['COMPLETED', ['SKIPPED', 'SKIPPED', 'SKIPPED']],
  )
  assert.equal(answer.customer?.legalName, 'Wayne Lines plc')
  assert.deepEqual(
    world.calls().filter(({ method }) => method === 'PATCH'),
    [],
  )
})

test('one system refuses: the others get their former values back, and the caller is told', async () => {
  const before = await inSystems()
  world.emulator('salesforce').fail({
    method: 'POST',
    path: '/services/data',
    bodyContains: 'Wayne Refused',
    times: 1,
    status: 400,
    body: [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'no' }],
  })
  const answer = await upsert({ idempotencyKey: 'refused', legalName: 'Wayne Refused' })
  assert.deepEqual([answer.customer, answer.run?.status], [null, 'COMPENSATED'])
  assert.equal(answer.userErrors.length, 1)
  assert.deepEqual(await inSystems(), before)
  assert.equal((await customer()).legalName, 'Wayne Lines plc')
})

test('only the systems that are asked for; never past the one whose word counts', async () => {
  const narrow = await upsert({ idempotencyKey: 'erp', legalName: 'Wayne ERP', targets: ['ERP'] })
  assert.deepEqual(narrow.userErrors, [])
  assert.deepEqual(
    (await inSystems()).map(([name]) => name),
    ['Wayne Lines plc', 'Wayne Lines plc', 'Wayne ERP'],
  )
  const past = await upsert({ idempotencyKey: 'crm', legalName: 'Wayne CRM', targets: ['CRM'] })
  assert.deepEqual(codesOf(past), [['NOT_LINKED', ['legalName']]])
  const support = await upsert({ idempotencyKey: 'sup', legalName: 'Wayne', targets: ['SUPPORT'] })
  assert.deepEqual(codesOf(support), [['INVALID', ['targets']]])
})

test('what has been changed since it was read is not written over', async () => {
  const stale = { legalName: 'Wayne Late', expectedVersion: '2020-01-01T00:00:00Z' }
  const answer = await upsert({ idempotencyKey: 'stale', ...stale })
  assert.deepEqual([codesOf(answer)[0], answer.run], [['STALE_VERSION', ['expectedVersion']], null])
  const fresh = { legalName: 'Wayne On Time', expectedVersion: (await customer()).updatedAt }
  assert.deepEqual((await upsert({ idempotencyKey: 'fresh', ...fresh })).userErrors, [])
})

test('input that cannot be, and customers that are not there for the caller', async () => {
  assert.deepEqual(codesOf(await upsert({ idempotencyKey: 'i1' })), [['REQUIRED', ['displayName']]])
  assert.deepEqual(codesOf(await upsert({ idempotencyKey: 'i2', legalName: ' ' })), [
    ['INVALID', ['legalName']],
  ])
  const terms = await upsert({ idempotencyKey: 'i0', paymentTermsCode: 'NET_99' })
  assert.deepEqual([codesOf(terms), terms.run?.status], [[['NOT_FOUND', null]], 'COMPENSATED'])
  const nobody = { id: null, legalName: 'New' }
  assert.deepEqual(codesOf(await upsert({ idempotencyKey: 'i3', ...nobody })), [
    ['REQUIRED', ['displayName']],
  ])
  const unknown = { systemId: 'crm-salesforce', objectType: 'Account', externalId: '001000000000000' }
  const nowhere = await upsert({ idempotencyKey: 'i4', id: null, externalRef: unknown, legalName: 'New' })
  assert.deepEqual(codesOf(nowhere), [['NOT_FOUND', ['id']]])
  const others: Caller = { ...OPERATOR, clientId: 'other', customerIds: ['cus_other'] }
  assert.deepEqual(codesOf(await upsert({ idempotencyKey: 'i5', legalName: 'Mine' }, others)), [
    ['NOT_FOUND', ['id']],
  ])
})
