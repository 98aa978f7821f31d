import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, afterEach, before, describe, test } from 'node:test'
import type { ExecutionResult } from 'graphql'
import type { Fault } from '#shared/emulator/faults.ts'
import { LAYOUTS } from '../../support/split-world.ts'
import type { Stage, Vendor } from '../../support/world.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

/** What each system's outage costs: fields that become null, and fields that only lose a candidate or some of their items. */
const COSTS: Readonly<Record<Vendor, { system: string; lost: string[]; poorer: string[] }>> = {
  salesforce: {
    system: 'crm-salesforce',
    lost: ['status', 'contracts', 'orders.nodes.0.purchaseOrderNumber'],
    poorer: ['legalName'],
  },
  stripe: {
    system: 'billing-stripe',
    lost: ['billingEmail', 'invoices'],
    poorer: ['legalName', 'contracts.nodes.0.renewal', 'entitlements'],
  },
  servicenow: { system: 'support-servicenow', lost: ['supportTier', 'cases'], poorer: ['entitlements'] },
  netsuite: {
    system: 'erp-netsuite',
    lost: ['creditHold', 'orders', 'invoices.nodes.0.postingStatus'],
    poorer: ['legalName', 'invoices.nodes.0.invoiceNumber'],
  },
}

/** Ways to be down, and the code that a client is told. */
const OUTAGES: readonly {
  name: string
  fault: Fault
  code: string
  exceptions?: Partial<Record<Vendor, string>>
}[] = [
  { name: 'answers 500', fault: { status: 500, body: 'oops' }, code: 'SYSTEM_UNAVAILABLE' },
  { name: 'cuts every connection', fault: { reset: 'before-answer' }, code: 'SYSTEM_UNAVAILABLE' },
  {
    name: 'answers with a login page',
    fault: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' },
    code: 'INVALID_RESPONSE',
    // ServiceNow documents the page: an instance that sleeps or is being upgraded.
    exceptions: { servicenow: 'SYSTEM_UNAVAILABLE' },
  },
]

type Json = Record<string, unknown>

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((parent, key) => (parent as Json | null | undefined)?.[key], value)
}

/** The answer without the fields that an outage touches. */
function without(customer: unknown, paths: readonly string[]): unknown {
  const copy = structuredClone(customer)
  for (const path of paths) {
    const keys = path.split('.')
    const parent = at(copy, keys.slice(0, -1).join('.') || '') ?? copy
    delete (keys.length === 1 ? (copy as Json) : (parent as Json))[keys.at(-1) ?? '']
  }
  return copy
}

const pathsOf = (errors: ExecutionResult['errors']): string[] =>
  [...new Set(errors?.map(({ path }) => (path ?? []).slice(1).join('.')))].sort()

for (const { layout, start } of LAYOUTS) {
  describe(`any one system may be down ${layout}`, () => {
    let world: Stage & AsyncDisposable
    let id: string
    let whole: unknown

    before(async () => {
      world = await start()
      id = await world.customerId('Acme Industries')
      whole = await customerOf()
    })
    after(() => world[Symbol.asyncDispose]())
    afterEach(async () => {
      for (const vendor of Object.keys(COSTS) as Vendor[]) world.emulator(vendor).reset()
      await untilWhole()
    })

    /** A system that failed repeatedly is left alone for a moment, then found again without anybody's help. */
    const untilWhole = async (): Promise<void> => {
      while ((await world.query(operation, { id })).errors !== undefined);
    }

    const customerOf = async (): Promise<unknown> => {
      const { data, errors } = await world.query(operation, { id })
      assert.equal(errors, undefined)
      return data?.customer
    }

    for (const [vendor, { system, lost, poorer }] of Object.entries(COSTS) as [
      Vendor,
      (typeof COSTS)[Vendor],
    ][]) {
      for (const { name, fault, code: usual, exceptions } of OUTAGES) {
        const code = exceptions?.[vendor] ?? usual
        test(`${vendor} ${name}: its own fields are null with ${code}, everything else is there`, async () => {
          world.emulator(vendor).fail(fault)
          const { data, errors } = await world.query(operation, { id })
          for (const path of lost) assert.equal(at(data?.customer, path), null, path)
          assert.deepEqual(
            without(data?.customer, [...lost, ...poorer]),
            without(whole, [...lost, ...poorer]),
          )
          assert.deepEqual(pathsOf(errors), [...lost, ...poorer].sort())
          for (const error of errors ?? []) {
            // What is asked for when the system has failed often enough is not asked any more.
            assert.ok([code, 'CIRCUIT_OPEN'].includes(String(error.extensions?.code)), error.path?.join('.'))
            assert.equal(error.extensions?.system, system, error.path?.join('.'))
            assert.equal(error.extensions?.correlationId, 'test')
          }
        })
      }
    }

    test('a value that another system can give is given, and the failed one is still reported', async () => {
      world.emulator('netsuite').fail({ status: 500 })
      const { data } = await world.query(operation, { id })
      assert.equal(at(data?.customer, 'legalName'), 'Acme Industries, Inc.')
      assert.equal(at(data?.customer, 'invoices.nodes.0.invoiceNumber'), 'ACME-0007')
    })

    test('after an outage the answer is whole again by itself', async () => {
      world.emulator('stripe').fail({ status: 500 })
      await world.query(operation, { id })
      world.emulator('stripe').reset()
      await untilWhole()
      assert.deepEqual(await customerOf(), whole)
    })
  })
}
