import { readEndpoints } from '#events/outbound/parse-endpoints.ts'
import { openStore } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startEventNode } from './event-node.ts'

/** A node that tells partners, until it is killed. */
const { DATABASE_URL, WEBHOOK_ENDPOINTS_FILE } = process.env
const store = await openStore({ databaseUrl: DATABASE_URL, directory: '', logger: silentLogger })
const endpoints = readEndpoints(WEBHOOK_ENDPOINTS_FILE, { environment: process.env })
const node = await startEventNode(store, [], { endpoints })
node.log.start()
process.stdout.write('ready\n')
