import { startEmulator } from '#shared/emulator/emulator.ts'
import { emulators } from '../../../subgraphs/__generated__/emulators.ts'
import type { EmulatorAddress } from '../../../subgraphs/emulators.ts'
import type { Fault } from '#shared/emulator/faults.ts'
import type { DealCount } from './deals.ts'
import { type BookRow, type Concurrency, openBooks } from './vendor-books.ts'

/** What the systems are asked, one thing at a time. */
export type ToSystems = { fail: Fault & { vendor: string } } | 'heal' | 'books'
/** `calls`: how many requests each system got. */
export type FromSystems =
  | { addresses: EmulatorAddress[] }
  | { done: true }
  | { rows: BookRow[]; concurrency: Concurrency; calls: Record<string, number> }

/** The four systems in a process of their own, so that they outlive every node. */
const deals = JSON.parse(process.argv[2] ?? '{}') as DealCount
const books = openBooks(deals)
const running = await Promise.all(
  Object.values(books.definitions).map((definition) => startEmulator(definition)),
)
const domains: Readonly<Record<string, { domain: string }>> = emulators
const calls = new Map<string, number>()

/** The emulators remember a few thousand calls with their bodies: counted, and forgotten. */
function countCalls(): void {
  for (const emulator of running) {
    calls.set(emulator.vendor, (calls.get(emulator.vendor) ?? 0) + emulator.calls().length)
    emulator.forgetCalls()
  }
}

const faults = new Map(running.map((emulator) => [emulator.vendor, emulator]))
const answers = {
  fail({ vendor, ...fault }: Fault & { vendor: string }): FromSystems {
    faults.get(vendor)?.fail(fault)
    return { done: true }
  },
  async heal(): Promise<FromSystems> {
    await Promise.all(
      running.map(({ baseUrl }) => fetch(`${baseUrl}/__emulator/faults`, { method: 'DELETE' })),
    )
    return { done: true }
  },
  books(): FromSystems {
    countCalls()
    return { rows: books.rows(), concurrency: books.concurrency(), calls: Object.fromEntries(calls) }
  },
}

process.on('message', async (message: ToSystems) => {
  process.send?.(typeof message === 'object' ? answers.fail(message.fail) : await answers[message]())
})
process.once('disconnect', () => process.exit())
setInterval(countCalls, 1_000).unref()
process.send?.({
  addresses: running.map(({ vendor, baseUrl, credentials }) => ({
    vendor,
    domain: domains[vendor]?.domain ?? '',
    baseUrl,
    credentials,
  })),
})
