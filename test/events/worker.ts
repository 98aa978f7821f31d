import { openStore } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startEventNode } from './event-node.ts'
import { createTableVendor } from './table-vendor.ts'

/** A node that takes webhooks and applies them, until it is killed. Ends at once when it is asked about `poison`. */
const store = await openStore({ databaseUrl: process.env.DATABASE_URL, directory: '', logger: silentLogger })
const vendor = createTableVendor(store, {
  asked(refs) {
    if (refs.some(({ nativeId }) => nativeId === 'poison')) process.kill(process.pid, 'SIGKILL')
  },
})
const node = await startEventNode(store, [vendor])
node.log.start()
process.stdout.write(`${node.url}\n`)
