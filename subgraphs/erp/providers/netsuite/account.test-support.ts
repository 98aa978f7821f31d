import { readFileSync } from 'node:fs'
import { netSuiteId } from '#demo-world/native-ids.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createNetsuiteEmulator } from './emulator/index.ts'
import { createNetsuiteProvider } from './index.ts'

export const TOKEN = '/services/rest/auth/oauth2/v1/token'
export const SUITEQL = '/services/rest/query/v1/suiteql'
export const ACME = netSuiteId('customer', 'acme')

export const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
export const newCall = (): CallContext => ({
  correlationId: 'netsuite-test',
  signal: new AbortController().signal,
})

export function connectionTo(
  emulator: Pick<Emulator, 'baseUrl' | 'credentials'>,
  changes: Partial<Connection> = {},
): Connection {
  const { baseUrl, credentials } = emulator
  const facts = {
    id: 'netsuite',
    name: 'NetSuite',
    vendor: 'netsuite',
    domain: 'ERP',
    environment: 'SIMULATED',
  } as const
  return { ...facts, baseUrl, credentials, fields: {}, timeoutMs: 5000, ...changes }
}

export async function start(changes: Partial<Connection> = {}, definition = createNetsuiteEmulator()) {
  const emulator = await startEmulator(definition)
  const provider = createNetsuiteProvider(connectionTo(emulator, changes), {
    logger: silentLogger,
    clock: systemClock,
  })
  const called = (path: string) => emulator.calls().filter((call) => call.path === path)
  return {
    emulator,
    provider,
    called,
    async [Symbol.asyncDispose]() {
      await provider.close()
      await emulator.close()
    },
  }
}
