import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { EmulatorAddress } from './emulators.ts'

/** All emulators in one child process, which ends with this one however this one ends. */
export interface EmulatorProcess {
  pid: number | undefined
  addresses: readonly EmulatorAddress[]
  close(): Promise<void>
}

/** Starts the emulators; resolves once all of them listen. */
export async function startEmulatorProcess(logger: Logger): Promise<EmulatorProcess> {
  const child = fork(new URL('emulators.ts', import.meta.url), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const addresses = await addressesOf(child)
  const reportDeath = (code: number | null): void => logger.error({ code }, 'the emulators have ended')
  child.once('exit', reportDeath)
  return {
    pid: child.pid,
    addresses,
    async close() {
      child.off('exit', reportDeath)
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}

function addressesOf(child: ChildProcess): Promise<EmulatorAddress[]> {
  return new Promise((resolve, reject) => {
    // Under `node --watch` a child also reports the files that it loads.
    child.on('message', (message) => {
      if (Array.isArray(message)) resolve(message as EmulatorAddress[])
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the emulators ended with ${code} before they listened`)))
  })
}
