import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Worker } from '#processes/engine/worker.ts'
import { DEFAULT_POLICY } from '#processes/policy.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { AGENT, startWorld, type World } from '../support/world.ts'

const OPERATOR: Caller = {
  ...AGENT,
  scopes: new Set([...AGENT.scopes, 'customer:write', 'process:read', 'ops:read', 'ops:write']),
}
const POLICY = { ...DEFAULT_POLICY, attempts: 3, firstDelayMs: 1, longestDelayMs: 5 }
const AUSTIN = {
  line1: '4120 Freidrich Lane',
  city: 'Austin',
  region: 'TX',
  postalCode: '78744',
  countryCode: 'US',
}

let world: World
let worker: Worker
let americas: string
before(async () => {
  world = await startWorld({ processPolicy: POLICY })
  worker = await world.domains.processes.startWorker({ concurrency: 10 })
  const { data } = await world.query('{ businessUnits(first: 10) { nodes { id name } } }')
  const { businessUnits } = data as { businessUnits: { nodes: { id: string; name: string }[] } }
  americas = businessUnits.nodes.find(({ name }) => name === 'Americas')?.id ?? assert.fail()
})
after(async () => {
  await worker.close()
  await world[Symbol.asyncDispose]()
})

interface Answer {
  customer: {
    id: string
    displayName: string
    legalName: string | null
    externalRefs: { system: { domain: string }; externalId: string; linkState: string }[]
  } | null
  run: { id: string; status: string; result: { id: string } | null } | null
  userErrors: { code: string; field: string[] | null; message: string }[]
  replayed: boolean
}

async function make(input: object, caller = OPERATOR): Promise<Answer> {
  const source = `mutation ($input: CustomerUpsertInput!) { customerUpsert(input: $input) {
    customer { id displayName legalName externalRefs { system { domain } externalId linkState } }
    run { id status result { ... on Customer { id } } } userErrors { code field message } replayed } }`
  const { data, errors } = await world.query(source, { input }, { caller })
  assert.equal(errors, undefined, JSON.stringify(errors))
  return (data as { customerUpsert: Answer }).customerUpsert
}
const codesOf = ({ userErrors }: Answer) => userErrors.map(({ code, field }) => [code, field?.join('.')])
const idOf = ({ customer, userErrors }: Answer): string =>
  customer?.id ?? assert.fail(JSON.stringify(userErrors))

/** The CRM's accounts of a name, asked itself. */
async function accounts(name: string): Promise<number> {
  const { tools } = world.domains.processes.engine
  const call = { correlationId: 'test', signal: AbortSignal.timeout(20_000) }
  const { identities } = await tools
    .crm('crm-salesforce')
    .identities.listIdentities('Customer', undefined, call)
  return identities.filter((identity) => identity.name === name).length
}
const writesOf = () => world.calls().filter(({ method, path }) => method !== 'GET' && !path.includes('query'))

const VEHEMENT = {
  displayName: 'Vehement',
  legalName: 'Vehement LLC',
  billingAddress: AUSTIN,
  whenNew: { domain: 'https://www.vehement.example/', taxId: '61-4242424' },
}

test('a customer that nobody has is made in the CRM, and is there for the next query', async () => {
  const answer = await make({ idempotencyKey: 'vehement', ...VEHEMENT })
  const id = idOf(answer)
  assert.deepEqual(
    [answer.customer?.displayName, answer.customer?.legalName, answer.run?.status, answer.run?.result?.id],
    ['Vehement', 'Vehement LLC', 'COMPLETED', id],
  )
  assert.deepEqual(
    answer.customer?.externalRefs.map(({ system, linkState }) => [system.domain, linkState]),
    [['CRM', 'ACTIVE']],
  )
  assert.equal(await world.customerId('Vehement'), id)
  const again = await make({ idempotencyKey: 'vehement', ...VEHEMENT })
  assert.deepEqual([again.replayed, idOf(again), again.run?.id], [true, id, answer.run?.id])
  assert.equal(await accounts('Vehement'), 1)
})

test('one that may be there already is not made, and the caller is told which', async () => {
  const id = await world.customerId('Vehement')
  world.forgetCalls()
  const same = [
    [{ displayName: 'Vehement Holding', whenNew: { taxId: '614242424' } }, 'whenNew.taxId'],
    [{ displayName: 'VEHEMENT, Inc.', whenNew: { domain: 'vehement.example' } }, 'whenNew.domain'],
    [{ displayName: 'Vehement' }, 'displayName'],
  ] as const
  for (const [index, [input, path]] of same.entries()) {
    const answer = await make({ idempotencyKey: `same-${index}`, ...input })
    assert.deepEqual([answer.customer, answer.run, codesOf(answer)], [null, null, [['CONFLICT', path]]])
    assert.match(answer.userErrors[0]?.message ?? '', new RegExp(id))
  }
  assert.deepEqual(writesOf(), [])
  const another = await make({
    idempotencyKey: 'another',
    displayName: 'Vehement',
    whenNew: { domain: 'vehement.de', taxId: 'DE123456789' },
  })
  assert.notEqual(idOf(another), id)
})

test('the ERP and billing get to know it, too, and all know it as one', async () => {
  const answer = await make({
    idempotencyKey: 'hooli',
    displayName: 'Hooli XYZ',
    billingAddress: AUSTIN,
    paymentTermsCode: 'NET_30',
    targets: ['BILLING', 'CRM', 'ERP'],
    whenNew: {
      taxId: '55-1234567',
      currencyCode: 'USD',
      businessUnitId: americas,
      billingEmail: 'ap@hooli.example',
    },
  })
  const id = idOf(answer)
  const domains = answer.customer?.externalRefs.map(({ system }) => system.domain).sort()
  assert.deepEqual(domains, ['BILLING', 'CRM', 'ERP'])
  await world.domains.discovery.finished()
  const { data } = await world.query(
    'query ($id: ID!) { customer(id: $id) { legalName billingEmail currencyCode paymentTerms { code } billingAddress { city } } }',
    { id },
  )
  assert.deepEqual((data as { customer: object }).customer, {
    legalName: 'Hooli XYZ',
    billingEmail: 'ap@hooli.example',
    currencyCode: 'USD',
    paymentTerms: { code: 'NET30' },
    billingAddress: { city: 'Austin' },
  })
})

test('an answer that is lost makes no second customer', async () => {
  const composite = { method: 'POST', path: '/services/data/v66.0/composite', bodyContains: 'Lost Ltd' }
  world.emulator('salesforce').fail({ ...composite, times: 1, applied: true, reset: 'before-answer' })
  const answer = await make({ idempotencyKey: 'lost', displayName: 'Lost Ltd' })
  assert.equal(answer.customer?.displayName, 'Lost Ltd')
  assert.equal(await accounts('Lost Ltd'), 1)
})

test('one system refuses: nothing is left, and the same customer can be made when it is mended', async () => {
  const input = {
    displayName: 'Soylent',
    paymentTermsCode: 'NET_99',
    whenNew: {
      domain: 'soylent.example',
      currencyCode: 'USD',
      businessUnitId: americas,
    },
  }
  const refused = await make({ idempotencyKey: 'soylent', ...input })
  assert.deepEqual([refused.customer, refused.run?.status], [null, 'COMPENSATED'])
  assert.equal(await accounts('Soylent'), 0)
  const mended = await make({ idempotencyKey: 'soylent-2', ...input, paymentTermsCode: 'NET_30' })
  assert.deepEqual(mended.customer?.externalRefs.map(({ system }) => system.domain).sort(), ['CRM', 'ERP'])
  assert.equal(await accounts('Soylent'), 1)
})

test('of many that make one customer at a time, one does', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      make({ idempotencyKey: `at-once-${at}`, displayName: at % 2 ? 'Umbrella Corp.' : 'Umbrella' }),
    ),
  )
  const made = answers.filter(({ customer }) => customer)
  assert.equal(made.length, 1)
  assert.equal((await accounts('Umbrella')) + (await accounts('Umbrella Corp.')), 1)
  for (const answer of answers) if (!answer.customer) assert.equal(answer.userErrors[0]?.code, 'CONFLICT')
})

test('who is limited to some customers makes none, who is limited to a unit makes them there', async () => {
  const input = (name: string) => ({
    idempotencyKey: name,
    displayName: name,
    whenNew: { businessUnitId: americas },
  })
  const portal = { ...OPERATOR, customerIds: ['cus_mine'] }
  assert.deepEqual(codesOf(await make(input('Portal-Co'), portal)), [['FORBIDDEN', undefined]])
  const elsewhere = { ...OPERATOR, clientId: 'elsewhere', businessUnits: ['elsewhere'] }
  assert.deepEqual(codesOf(await make(input('Elsewhere-Co'), elsewhere)), [['FORBIDDEN', undefined]])
  const here = { ...OPERATOR, clientId: 'here', businessUnits: ['americas'] }
  const answer = await make(input('Unit-Co'), here)
  assert.equal(answer.customer?.displayName, 'Unit-Co', JSON.stringify(answer))
})

test('the key of the request’s header is that of an input that says none, on both engines', async () => {
  const query = `mutation ($input: CustomerUpsertInput!) { customerUpsert(input: $input) {
    customer { id } userErrors { code } replayed } }`
  const answers: Answer[] = []
  for (const engine of ['planned', 'stock'] as const) {
    const request = {
      ...{ caller: OPERATOR, correlationId: 'test', signal: AbortSignal.timeout(30_000) },
      ...{ logger: silentLogger, receivedAt: new Date(), idempotencyKey: 'by-header' },
    }
    const ask = (input: object) => world.executions[engine].execute({ query, variables: { input } }, request)
    const { data, errors } = await ask({ displayName: 'Header GmbH' })
    assert.equal(errors, undefined)
    answers.push((data as { customerUpsert: Answer }).customerUpsert)
    const other = await ask({ displayName: 'Header GmbH', idempotencyKey: 'another' })
    assert.equal(other.errors?.[0]?.extensions.code, 'INVALID_ARGUMENT')
  }
  const [first, second] = answers
  assert.ok(first && second)
  assert.deepEqual([first.replayed, second.replayed, idOf(second)], [false, true, idOf(first)])
})

const BAD: [title: string, input: object, code: string, path: string][] = [
  ['no name', { legalName: 'Nameless LLC' }, 'REQUIRED', 'displayName'],
  [
    'a version',
    { displayName: 'New', expectedVersion: '2026-01-01T00:00:00Z' },
    'INVALID',
    'expectedVersion',
  ],
  ['no web domain', { displayName: 'New', whenNew: { domain: 'new' } }, 'INVALID', 'whenNew.domain'],
  ['no mail', { displayName: 'New', whenNew: { billingEmail: 'new' } }, 'INVALID', 'whenNew.billingEmail'],
  [
    'a number of another country',
    { displayName: 'New', billingAddress: AUSTIN, whenNew: { taxId: 'DE123456789' } },
    'TAX_INVALID',
    'whenNew.taxId',
  ],
  [
    'a unit that is none',
    { displayName: 'New', whenNew: { businessUnitId: 'bun_x' } },
    'NOT_FOUND',
    'whenNew.businessUnitId',
  ],
  ['past the CRM', { displayName: 'New', targets: ['BILLING'] }, 'NOT_LINKED', 'displayName'],
  [
    'no currency for the ERP',
    { displayName: 'New', paymentTermsCode: 'NET_30' },
    'REQUIRED',
    'whenNew.currencyCode',
  ],
  [
    'nobody who sells',
    { displayName: 'New', paymentTermsCode: 'NET_30', whenNew: { currencyCode: 'USD' } },
    'SUBSIDIARY_MISMATCH',
    'whenNew.businessUnitId',
  ],
]
for (const [title, input, code, path] of BAD)
  test(`${title}: refused, and nothing is made`, async () => {
    const answer = await make({ idempotencyKey: `bad-${title.replaceAll(/\W/g, '')}`, ...input })
    assert.deepEqual([answer.run, codesOf(answer)], [null, [[code, path]]])
  })
