import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'
import type { ServiceNowClient } from './client.ts'

/** Requests in one batch. The vendor names no limit but runs them one after the other within 30 seconds. */
const BATCH_ITEMS = 150
/** A longer address is not safe in a call of its own; within a batch it stands in the body. */
const ADDRESS_CHARACTERS = 6_000

interface PendingRead {
  path: string
  resolve(response: VendorResponse): void
  reject(error: unknown): void
}

/** Joins what one operation asks in one turn of the event loop into one HTTP call. */
export interface ReadCollector {
  read(path: string, call: CallContext): Promise<VendorResponse>
}

export function createReadCollector(client: ServiceNowClient, system: string): ReadCollector {
  const waiting = new WeakMap<CallContext, PendingRead[]>()

  function send(call: CallContext): void {
    const reads = waiting.get(call) ?? []
    waiting.delete(call)
    for (let start = 0; start < reads.length; start += BATCH_ITEMS) {
      const part = reads.slice(start, start + BATCH_ITEMS)
      sendTogether(client, system, part, call).catch((error: unknown) => {
        for (const { reject } of part) reject(error)
      })
    }
  }

  return {
    read: (path, call) =>
      new Promise((resolve, reject) => {
        const reads = waiting.get(call)
        if (reads) reads.push({ path, resolve, reject })
        else {
          waiting.set(call, [{ path, resolve, reject }])
          // After the microtasks and ticks in which the loaders of an operation hand over their keys.
          setImmediate(() => send(call))
        }
      }),
  }
}

async function sendTogether(
  client: ServiceNowClient,
  system: string,
  reads: readonly PendingRead[],
  call: CallContext,
): Promise<void> {
  const [only] = reads
  if (only && reads.length === 1 && only.path.length <= ADDRESS_CHARACTERS) {
    only.resolve(await client.get(only.path, call))
    return
  }
  let left = new Map(reads.map((read, index) => [String(index), read]))
  while (left.size > 0) {
    const items = [...left].map(([id, { path }]) => ({ id, path, headers: true }))
    const { serviced, unserviced } = await client.batch(items, call)
    for (const [id, response] of serviced) left.get(id)?.resolve(response)
    const remaining = new Map([...left].filter(([id]) => !serviced.has(id)))
    // What a quota cut off is asked again, as long as each call gets further.
    const goesOn = unserviced.length > 0 && remaining.size < left.size
    if (remaining.size > 0 && !goesOn) refuse(remaining.values(), unserviced.length > 0, system)
    left = goesOn ? remaining : new Map()
  }
}

function refuse(reads: Iterable<PendingRead>, cutOff: boolean, system: string): void {
  const error = cutOff
    ? new WeftError('TIMEOUT', 'the system left the request unanswered', { system })
    : new WeftError('INVALID_RESPONSE', 'the batch answer lacks an item', { system })
  for (const { reject } of reads) reject(error)
}
