import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { DEMO_ROLE_NAMES, type DemoRoleName } from '#gateway/auth/demo-roles.ts'
import {
  type DevelopmentIssuer,
  openDevelopmentIssuer,
  rememberDemoCustomers,
} from '#gateway/auth/development-issuer.ts'
import { findDemoCustomers } from '#gateway/auth/find-demo-customers.ts'
import { createTokenVerifier } from '#gateway/auth/verify-token.ts'
import { startGatewayServer } from '#gateway/server.ts'
import {
  askByMultipart,
  askByServerSentEvents,
  askBySocket,
} from '#gateway/transports/clients.test-support.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createTemporaryDirectory } from '../../support/temporary-store.ts'
import { AGENT, ENGINES, startWorld, type Vendor, type World } from '../../support/world.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

/** Fields that take a scope, and the roles that have none of theirs; the schema says which scopes. */
const FORBIDDEN: Readonly<Record<string, readonly DemoRoleName[]>> = {
  shippingAddress: ['partner'],
  billingAddress: ['partner'],
  taxIdentifiers: ['portal', 'partner'],
  taxExemption: ['portal', 'partner'],
  creditLimit: ['portal', 'partner'],
  creditHold: ['portal', 'partner'],
  accountBalance: ['portal', 'partner'],
  payments: ['partner'],
  'payments.nodes.0.fee': ['portal'],
  'contracts.nodes.0.billedToDate': ['portal', 'partner'],
  'subscriptions.nodes.0.mrr': ['portal', 'partner'],
  'invoices.nodes.0.ledgerTotal': ['portal', 'partner'],
  'invoices.nodes.0.lines.nodes.0.revenueAccount': ['portal', 'partner'],
  'cases.nodes.0.description': ['finance'],
}

/** Root fields that tell how the company runs its systems, and the roles that see some customers alone. */
const FORBIDDEN_ROOTS: typeof FORBIDDEN = { systems: ['portal', 'partner'] }

/** Texts about people that are shown as stars, and the roles without the scope of their kind. */
const MASKED: Readonly<Record<string, readonly DemoRoleName[]>> = { 'cases.nodes.0.subject': ['finance'] }

interface Answer {
  data: unknown
  errors?: { path?: (string | number)[]; extensions: Record<string, unknown> }[]
}

type Ask = (question: {
  query: string
  variables?: Record<string, unknown>
  role: DemoRoleName
}) => Promise<Answer>

/** A world behind a gateway that takes the tokens of its development issuer. */
async function startGuarded(stack: AsyncDisposableStack) {
  const world = stack.use(await startWorld())
  const { path: directory } = stack.use(await createTemporaryDirectory())
  const issuer = await openDevelopmentIssuer({ directory, audience: 'weft', clock: systemClock })
  const common = { clock: systemClock, logger: silentLogger }
  rememberDemoCustomers(directory, await findDemoCustomers(world.executions.planned, common))
  const server = await startGatewayServer({
    ...common,
    host: '127.0.0.1',
    port: 0,
    execution: world.executions.planned,
    verifyToken: createTokenVerifier([issuer.trusted], systemClock),
    developmentIssuer: issuer,
    readiness: [],
    operationTimeoutMs: 30_000,
  })
  stack.defer(() => server.close())
  return { world, issuer, url: `${server.url}/graphql` }
}

/** The first answer over each transport; what a socket refuses comes as errors alone. */
function transportsOf(url: string, { issueToken }: DevelopmentIssuer): Record<string, Ask> {
  const pushed =
    (open: typeof askBySocket): Ask =>
    async ({ role, ...question }) => {
      const answers = open({ ...question, url, token: await issueToken(role) })
      try {
        return (await answers.next()).value as Answer
      } catch (errors) {
        return { data: undefined, errors: errors as Answer['errors'] & object }
      } finally {
        await answers.return?.()
      }
    }
  return {
    async http({ query, variables, role }) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${await issueToken(role)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      return (await response.json()) as Answer
    },
    'graphql-ws': pushed(askBySocket),
    'graphql-sse': pushed(askByServerSentEvents),
    multipart: pushed(askByMultipart),
  }
}

type Parent = Record<string | number, unknown>

const keysOf = (place: string): (string | number)[] =>
  place.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key))

/** The same answer with another value at a place: null, unless said otherwise. */
function withValueAt(data: unknown, path: readonly (string | number)[], value: unknown = null): unknown {
  const copy = structuredClone(data)
  const parent = path.slice(0, -1).reduce<Parent>((value, key) => value[key] as Parent, copy as Parent)
  const last = path.at(-1) ?? ''
  assert.ok(parent[last] !== undefined, `nothing at ${path.join('.')}`)
  parent[last] = value
  return copy
}

const CUSTOMER = ['customers', 'nodes', 0]

const pathsFor = (
  places: typeof FORBIDDEN,
  role: DemoRoleName,
  under: (string | number)[] = CUSTOMER,
): (string | number)[][] =>
  Object.entries(places)
    .filter(([, roles]) => roles.includes(role))
    .map(([place]) => [...under, ...keysOf(place)])

describe('what each demo role may see', () => {
  const stack = new AsyncDisposableStack()
  let world: World
  let ask: Record<string, Ask>
  let whole: unknown
  let issuer: DevelopmentIssuer

  before(async () => {
    const guarded = await startGuarded(stack)
    ;({ world, issuer } = guarded)
    ask = transportsOf(guarded.url, issuer)
    const { data, errors } = await world.query(operation, { text: 'Acme Industries' })
    assert.equal(errors, undefined)
    whole = data
  })
  after(() => stack.disposeAsync())

  for (const role of DEMO_ROLE_NAMES) {
    test(`${role}: the same over every transport`, async () => {
      const paths = [...pathsFor(FORBIDDEN_ROOTS, role, []), ...pathsFor(FORBIDDEN, role)]
      const shown = pathsFor(MASKED, role).reduce((data, path) => withValueAt(data, path, '***'), whole)
      const expected = paths.reduce((data, path) => withValueAt(data, path), shown)
      for (const [transport, send] of Object.entries(ask)) {
        const { data, errors = [] } = await send({
          query: operation,
          variables: { text: 'Acme Industries' },
          role,
        })
        assert.deepEqual(data, expected, transport)
        const told = errors.map(({ path = [], extensions: { code } }) => `${path.join('.')} ${code}`)
        assert.deepEqual(told.sort(), paths.map((path) => `${path.join('.')} FORBIDDEN`).sort(), transport)
      }
    })
  }

  const UNASKED: [role: DemoRoleName, selection: string, systems: Vendor[]][] = [
    [
      'portal',
      'creditHold creditLimit { amount } accountBalance { overdue { amount } } taxIdentifiers { value }',
      [],
    ],
    ['partner', 'payments { nodes { status amount { amount } } } shippingAddress { city }', []],
    ['portal', 'status creditHold', ['salesforce']],
    ['agent', 'status creditHold', ['salesforce', 'netsuite']],
  ]
  for (const [role, selection, systems] of UNASKED) {
    test(`${role} asks ${systems.join(' and ') || 'no system'} for ${selection}`, async () => {
      const query = `{ customers(first: 1, filter: { text: "Acme Industries" }) { nodes { id ${selection} } } }`
      world.forgetCalls()
      await ask.http?.({ query, role })
      assert.deepEqual(Object.keys(world.callsPerVendor()).sort(), systems.toSorted())
    })
  }

  test('what hangs on a payment or an invoice is the one’s or the other’s to see, whatever leads there', async () => {
    const query = `{ customers(first: 1, filter: { text: "Acme Industries" }) {
      nodes { invoices(first: 20) { nodes { status allocations { amount { amount } payment { amount { amount } } } } } } } }`
    const agents = await ask.http?.({ query, role: 'agent' })
    assert.match(JSON.stringify(agents?.data), /"payment":\{"amount"/)
    const { data, errors = [] } = (await ask.http?.({ query, role: 'partner' })) ?? {}
    assert.doesNotMatch(JSON.stringify(data), /"payment":\{/)
    assert.match(JSON.stringify(data), /"allocations":\[\{"amount"/)
    assert.deepEqual([...new Set(errors.map(({ extensions: { code } }) => code))], ['FORBIDDEN'])
  })

  test('a stream of events that a role has no scope for is refused over every transport that has streams', async () => {
    for (const [transport, send] of Object.entries(ask).slice(1)) {
      const { data, errors } = await send({
        query: 'subscription { told: paymentFailed { eventId } }',
        role: 'partner',
      })
      assert.equal(data, undefined, transport)
      assert.deepEqual(
        errors?.map(({ path, extensions: { code } }) => [path, code]),
        [[['told'], 'FORBIDDEN']],
      )
    }
  })

  test('both engines answer the same', async () => {
    const scopes = new Set(['customer.contact:read', 'contract:read'])
    const caller = { ...AGENT, scopes }
    const answers = await Promise.all(
      ENGINES.map((engine) => world.query(operation, { text: 'Acme Industries' }, { engine, caller })),
    )
    const [planned, stock] = answers.map(({ data, errors = [] }) => ({
      data,
      errors: errors.map(({ path, message }) => `${path?.join('.')} ${message}`).sort(),
    }))
    assert.deepEqual(stock, planned)
    assert.match(planned?.errors.join() ?? '', /invoices The caller may not see/)
  })
})
