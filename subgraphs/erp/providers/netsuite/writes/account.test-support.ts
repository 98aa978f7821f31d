import assert from 'node:assert/strict'
import type { Fault } from '#shared/emulator/faults.ts'
import { startSale } from '../../../../../test/contract/erp-sale.ts'
import type { ErpVendor } from '../../../../../test/contract/erp-world.ts'
import { createNetsuiteEmulator } from '../emulator/index.ts'
import type { NetSuiteState } from '../emulator/state.ts'
import { signIn } from '../emulator/test-account.ts'
import { createNetsuiteProvider } from '../index.ts'

export const RECORD = '/services/rest/record/v1'
export const RESTLET = '/app/site/hosting/restlet.nl'

/** One account with its tables in view, an administrator's access to it, and a provider whose time a test may move. */
export async function start({ timeoutMs = 5_000 }: { timeoutMs?: number } = {}) {
  const definition = createNetsuiteEmulator()
  let state: NetSuiteState | undefined
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  const sale = await startSale({
    vendor: 'netsuite',
    emulator: {
      ...definition,
      createState(now: Date) {
        state = definition.createState(now)
        return state
      },
    } as ErpVendor['emulator'],
    createProvider: (connection, options) =>
      createNetsuiteProvider({ ...connection, timeoutMs }, { ...options, clock }),
  })
  const { emulator } = sale.world
  const rows = (sql: string, ...params: (string | number)[]) => {
    assert.ok(state)
    return state.database.prepare(sql).all(...params)
  }
  return {
    ...sale,
    emulator,
    account: signIn(emulator),
    rows,
    /** Of one type, that have this external id. */
    count: (type: string, externalId: string): number =>
      rows('SELECT 1 FROM "transaction" WHERE type = ? AND externalid = ?', type, externalId).length,
    passTime: (seconds: number) => {
      aheadMs += seconds * 1_000
    },
    /** NetSuite's own time: its versions are seconds. */
    tick: () =>
      fetch(`${emulator.baseUrl}/__emulator/clock`, {
        method: 'POST',
        body: JSON.stringify({ advanceSeconds: 2 }),
      }),
    [Symbol.asyncDispose]: () => sale[Symbol.asyncDispose](),
  }
}

export type Account = Awaited<ReturnType<typeof start>>

export const refused = (code: string, detail: string, status = 400): Fault => ({
  status,
  body: { title: 'Bad Request', status, 'o:errorDetails': [{ detail, 'o:errorCode': code }] },
})
