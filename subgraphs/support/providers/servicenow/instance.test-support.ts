import assert from 'node:assert/strict'
import type { Answer } from '#shared/answer.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { startEmulator } from '#shared/emulator/emulator.ts'
import { isWeftError } from '#shared/errors.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { type Readable, readable } from '../../../../test/support/readable.ts'
import { createServicenowEmulator } from './emulator/index.ts'
import { createServicenowProvider } from './index.ts'
import { CONNECTION } from './published.test-support.ts'

/** A provider over the emulator, and the customer that tests ask for. */
export async function startInstance() {
  const emulator = await startEmulator(createServicenowEmulator())
  const { baseUrl, credentials } = emulator
  const create = (changes: Partial<Connection> = {}, clock = systemClock) =>
    createServicenowProvider(
      { ...CONNECTION, baseUrl, credentials, ...changes },
      { logger: silentLogger, clock },
    )
  const provider = create()
  const call: CallContext = { correlationId: 'test', signal: new AbortController().signal }
  const { identities } = await provider.identities.listIdentities('Customer', undefined, call)
  const globex = { id: identities.find(({ name }) => name === 'Globex')?.ref.nativeId ?? '' }
  return {
    ...{ emulator, create, provider, call, globex },
    configure: (settings: unknown): Promise<Response> =>
      fetch(`${baseUrl}/__emulator/instance`, { method: 'POST', body: JSON.stringify(settings) }),
    /** Method and path of the calls so far, tokens left out. */
    dataCalls: (): string[] =>
      emulator
        .calls()
        .filter(({ path }) => path.startsWith('/api/'))
        .map(({ method, path }) => `${method} ${path}`),
    getAccount: async () => (await provider.getAccounts([globex.id], call))[0],
    async [Symbol.asyncDispose]() {
      await provider.close()
      await emulator.close()
    },
  }
}

export type Instance = Awaited<ReturnType<typeof startInstance>>

export function valueOr<Value>(answer: Answer<Value> | undefined): Readable<Value> {
  assert.ok(!isWeftError(answer), String(answer))
  return readable(answer) as Readable<Value>
}
