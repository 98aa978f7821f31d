import { deserialize, serialize } from 'node:v8'
import KeyvRedis, { createClient } from '@keyv/redis'
import { Keyv } from 'keyv'

/** Answers hold dates and big integers; what another version of V8 wrote is not there. */
const serialization = {
  stringify: (value: unknown): string => serialize(value).toString('base64'),
  parse<Value>(text: string): Value {
    return deserialize(Buffer.from(text, 'base64')) as Value
  },
}

/** Above this many commands under way, the rest fail at once. */
const MAX_COMMANDS = 10_000

/**
 * A keyv on Redis that fails instead of waiting: commands are not queued while the server is away, and the connection
 * comes back by itself. Keys begin with `weft`, the version of Weft and that of V8: what another version stored is not read.
 */
export function openRedis(url: string, version: string): Keyv {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_COMMANDS,
    socket: { connectTimeout: 1_000, reconnectStrategy: (attempts) => Math.min(100 * 2 ** attempts, 2_000) },
  })
  const store = new KeyvRedis(client, { throwOnErrors: true, throwOnConnectError: false })
  const namespace = `weft:${version}:${process.versions.v8.split('.', 1)[0]}`
  const keyv = new Keyv({ store, namespace, serialization })
  // The first connection is not waited for; its failure is an `error` of the client, as every later one.
  client.connect().catch(() => {})
  return keyv
}
