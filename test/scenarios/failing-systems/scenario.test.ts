import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as comeBackAfter } from 'node:timers/promises'
import type { RecordedCall } from '#shared/emulator/emulator.ts'
import { startWorld, VENDORS, type Vendor, type World } from '../../support/world.ts'
import { BAD_PARTS } from './bad-records.ts'
import {
  errorsOfPart,
  errorsWithout,
  type ToldError,
  toldErrors,
  withoutPart,
  withoutSystem,
  withWait,
} from './expected.ts'
import { type Outage, outagesOf } from './outages.ts'
import { OWNERSHIP } from './ownership.ts'
import { WORDS } from './vendor-words.ts'

const operation = readFileSync(new URL('../account-360/operation.graphql', import.meta.url), 'utf8')

describe('any one system may fail, in any way', () => {
  let world: World
  let id: string
  let whole: unknown

  before(async () => {
    world = await startWorld({ timeoutMs: 2_000 })
    id = await world.customerId('Acme Industries')
    whole = await healthyCustomer()
  })
  after(() => world[Symbol.asyncDispose]())

  const healthyCustomer = async (): Promise<unknown> => {
    const { data, errors } = await world.query(operation, { id })
    assert.deepEqual(toldErrors(errors), [])
    return data?.customer
  }

  const breakDown = async (vendor: Vendor, { fault }: Outage): Promise<void> => {
    if (fault) world.emulator(vendor).fail(fault)
    else await world.stop(vendor)
  }

  /** The fault ends, and so does the time that callers were told to wait. */
  const repair = async (vendor: Vendor, { fault, told: { retryAfterSeconds } }: Outage): Promise<void> => {
    if (fault) world.emulator(vendor).reset()
    else await world.start(vendor)
    if (retryAfterSeconds !== undefined) await comeBackAfter(retryAfterSeconds * 1_000)
  }

  /** Twice: most of a system's latest calls must have gone well before it is made to fail again. */
  const assertWhole = async (): Promise<void> => {
    assert.deepEqual(await healthyCustomer(), whole)
    assert.deepEqual(await healthyCustomer(), whole)
  }

  for (const vendor of VENDORS) {
    const ownership = OWNERSHIP[vendor]
    for (const outage of outagesOf(vendor)) {
      test(`${vendor} ${outage.title}: its own is null and told, the rest is there, then all is whole again`, async () => {
        await breakDown(vendor, outage)
        world.forgetCalls()
        const { data, errors } = await world.query(operation, { id })
        const sent = Map.groupBy(world.calls(vendor), requestOf)
        const { [vendor]: _, ...others } = world.callsPerVendor()
        await repair(vendor, outage)

        assert.deepEqual(data?.customer, withoutSystem(whole, ownership))
        const told = withWait(toldErrors(errors), outage.told.retryAfterSeconds)
        assert.deepEqual(told, errorsWithout(whole, ownership, outage.told))
        for (const [request, calls] of sent) assert.equal(calls.length, outage.tries, request)
        assert.ok(sent.size <= ownership.requests, `${sent.size} requests`)
        assert.equal(sent.size > 0, outage.tries > 0)
        assert.deepEqual(others, ownership.others)
        await assertWhole()
      })
    }

    test(`${vendor} fails again and again: it is left alone, then found again by itself`, async () => {
      world.emulator(vendor).fail({ path: WORDS[vendor].path, status: 200, body: 'neither data nor a page' })
      let told: ToldError[]
      do {
        world.forgetCalls()
        told = toldErrors((await world.query(operation, { id })).errors)
      } while (told.some(({ code }) => code !== 'CIRCUIT_OPEN'))
      const left = { code: 'CIRCUIT_OPEN', retryable: true, retryAfterSeconds: LONGEST_OPEN } as const
      assert.deepEqual(withWait(told, LONGEST_OPEN), errorsWithout(whole, ownership, left))
      assert.deepEqual(world.calls(vendor), [])
      world.emulator(vendor).reset()
      while ((await world.query(operation, { id })).errors !== undefined);
      await assertWhole()
    })
  }

  for (const part of BAD_PARTS) {
    const { vendor, title, faults } = part
    test(`${vendor} answers ${title}: nothing else is lost, and it is told by its name`, async () => {
      for (const fault of faults) world.emulator(vendor).fail(fault)
      world.forgetCalls()
      const { data, errors } = await world.query(operation, { id })
      const calls = world.callsPerVendor()
      world.emulator(vendor).reset()

      assert.deepEqual(data?.customer, withoutPart(whole, part))
      assert.deepEqual(toldErrors(errors), errorsOfPart(whole, part))
      assert.equal(calls[vendor], part.calls ?? HEALTHY_CALLS[vendor])
      await assertWhole()
    })
  }

  for (const vendor of VENDORS.filter((name) => WORDS[name].hasTokens)) {
    test(`${vendor} lets the token end: one other is asked for, one call is repeated, and nobody learns of it`, async () => {
      const { path, unauthorised } = WORDS[vendor]
      world.emulator(vendor).fail({ path, times: 1, status: 401, body: unauthorised })
      world.forgetCalls()
      assert.deepEqual(await healthyCustomer(), whole)
      const all = world.emulator(vendor).calls().length
      const { [vendor]: calls = 0 } = world.callsPerVendor()
      assert.deepEqual([calls, all - calls], [HEALTHY_CALLS[vendor] + 1, 1])
    })
  }
})

/** A circuit is open for a second at first, twice as long each time that it finds nothing better. */
const LONGEST_OPEN = 30

/** Calls of this operation when all is well. */
const HEALTHY_CALLS: Readonly<Record<Vendor, number>> = {
  salesforce: 2,
  stripe: 6,
  servicenow: 1,
  netsuite: 2,
}

const requestOf = ({ method, path, query, body }: RecordedCall): string =>
  `${method} ${path}?${query} ${body}`
