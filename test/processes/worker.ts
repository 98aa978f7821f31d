import { openStore } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { openProcessNode, POLICY } from './process-node.ts'

/** A node that runs processes until it is killed, by the vendor or by a test. */
const store = await openStore({ databaseUrl: process.env.DATABASE_URL, directory: '', logger: silentLogger })
// Each kill ends what others have in hand as well: that alone must hold nobody's run.
const node = await openProcessNode(store, { policy: { ...POLICY, attempts: 20 } })
await node.processes.startWorker({ concurrency: 20 })
process.stdout.write('working\n')
