import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { emulators } from '../../subgraphs/__generated__/emulators.ts'
import { firstWordsOf } from '../support/child-process.ts'
import { VENDORS, type World } from '../support/world.ts'

const WORKER = fileURLToPath(new URL('deal-worker.ts', import.meta.url))

/** A node in a process of its own that works on the runs of a world, to be killed. */
export async function startDealNode(world: World): Promise<ChildProcess> {
  const addresses = VENDORS.map((vendor) => {
    const { baseUrl, credentials } = world.emulator(vendor)
    return { vendor, domain: emulators[vendor].domain, baseUrl, credentials }
  })
  const { databaseUrl } = world.domains.processes.engine.store
  const env = { ...process.env, DATABASE_URL: databaseUrl, EMULATORS: JSON.stringify(addresses) }
  const node = spawn(process.execPath, [WORKER], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await firstWordsOf(node)
  return node
}
