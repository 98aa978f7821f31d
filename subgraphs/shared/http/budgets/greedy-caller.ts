import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../clock.ts'
import { isWeftError } from '../../errors.ts'
import { openStore } from '../../store/store.ts'
import { silentLogger } from '../../telemetry/logger.ts'
import { createVendorClient } from '../vendor-client.ts'
import { openBudgets } from './open-budgets.ts'

/** A process of the test beside this file: calls a vendor as fast as its budget lets it, and prints `refused` when it does not. */
const { databaseUrl, baseUrl, limits, timeoutMs } = JSON.parse(process.env.CALLER ?? '{}')
const store = await openStore({ databaseUrl, directory: '', logger: silentLogger })
const client = createVendorClient(
  {
    id: 'shared',
    name: 'Shared',
    vendor: 'counter',
    domain: 'CRM',
    environment: 'SIMULATED',
    baseUrl,
    credentials: {},
    fields: {},
    timeoutMs,
    limits,
  },
  {
    logger: silentLogger,
    clock: systemClock,
    createLedger: await openBudgets(store, systemClock),
    apiVersion: '1',
    limits: { concurrency: 4 },
    readAllowance({ headers }) {
      if (headers['x-limit'] === undefined) return undefined
      return {
        kind: 'daily',
        limit: Number(headers['x-limit']),
        used: Number(headers['x-used']),
        resetsAt: new Date(Number(headers['x-reset'])),
      }
    },
  },
)
console.log('ready')

async function callForEver(): Promise<never> {
  const call = { correlationId: 'greedy', signal: new AbortController().signal }
  for (;;) {
    try {
      await client.send(
        { method: 'GET', path: '/things' },
        { kind: 'read', call, read: ({ status }) => status },
      )
    } catch (error) {
      if (!isWeftError(error, 'RATE_LIMITED')) throw error
      console.log('refused')
      await delay(20)
    }
  }
}

await Promise.all([1, 2, 3, 4].map(callForEver))
