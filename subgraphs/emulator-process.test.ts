import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { firstWordsOf } from '../test/support/child-process.ts'
import { startEmulatorProcess } from './emulator-process.ts'

test('the emulators listen until they are closed', async () => {
  const emulators = await startEmulatorProcess(silentLogger)
  const calls = await Promise.all(
    emulators.addresses.map(({ baseUrl }) => fetch(`${baseUrl}/__emulator/calls`)),
  )
  assert.deepEqual(
    calls.map(({ status }) => status),
    emulators.addresses.map(() => 200),
  )
  await emulators.close()
  assert.throws(() => process.kill(emulators.pid ?? 0, 0), { code: 'ESRCH' })
})

test('closing emulators that have already ended does nothing', async () => {
  const emulators = await startEmulatorProcess(silentLogger)
  await emulators.close()
  await emulators.close()
})

test('the emulators end when their parent is killed', async () => {
  const source = `
    import { startEmulatorProcess } from '${new URL('emulator-process.ts', import.meta.url)}'
    await startEmulatorProcess({ error() {} })
    process.stdout.write('started')`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  assert.equal(await firstWordsOf(parent), 'started')
  // The emulators inherit stderr: it ends when the last process that holds it has ended.
  const everybodyEnded = once(parent.stderr.resume(), 'end')
  parent.kill('SIGKILL')
  await assert.doesNotReject(everybodyEnded)
})
