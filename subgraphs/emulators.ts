import { type Emulator, type EmulatorDefinition, startEmulator } from '#shared/emulator/emulator.ts'
import { emulators } from './__generated__/emulators.ts'

/** What a client of an emulator needs to know; printed as one JSON line each. */
export interface EmulatorAddress {
  vendor: string
  domain: string
  baseUrl: string
  credentials: Record<string, string>
}

const SOURCES: Readonly<Record<string, { domain: string; create(): EmulatorDefinition<unknown> }>> = emulators

/** Starts every vendor's emulator on a free loopback port. */
async function startAll(): Promise<{ running: Emulator[]; addresses: EmulatorAddress[] }> {
  const running = await Promise.all(Object.values(SOURCES).map(({ create }) => startEmulator(create())))
  const addresses = running.map(({ vendor, baseUrl, credentials }) => ({
    vendor,
    domain: SOURCES[vendor]?.domain ?? '',
    baseUrl,
    credentials,
  }))
  return { running, addresses }
}

/** Resolves when nobody needs this process any more: a signal, or the end of the parent that forked it. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve)
    if (!process.connected) {
      process.once('SIGINT', resolve)
      return
    }
    // Ctrl-C reaches the whole process group; a parent that still drains needs its emulators and ends the channel itself.
    process.on('SIGINT', () => {})
    process.once('disconnect', resolve)
  })
}

const stopped = untilStopped()
const { running, addresses } = await startAll()
process.send?.(addresses)
if (process.argv.includes('--json')) {
  for (const address of addresses) process.stdout.write(`${JSON.stringify(address)}\n`)
} else if (!process.send) {
  for (const { vendor, baseUrl } of addresses) process.stdout.write(`${vendor.padEnd(20)} ${baseUrl}\n`)
}
await stopped
await Promise.all(running.map((emulator) => emulator.close()))
process.exit()
