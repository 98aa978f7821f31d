import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { failure } from './errors.ts'

const WRITES = new Set(['POST', 'PUT', 'PATCH'])

/** Refuses what is neither sent nor wanted as JSON; without a header it is JSON. XML is left out of this stand-in. */
export function refuseContentType({ method, headers }: EmulatorRequest): EmulatorResponse | undefined {
  const accepted = String(headers.accept ?? '*/*')
  if (!/\*\/\*|application\/(\*|json)/.test(accepted))
    return failure(406, 'Requested response format is not supported', null)
  const sent = String(headers['content-type'] ?? 'application/json')
  if (WRITES.has(method) && !sent.startsWith('application/json'))
    return failure(415, 'Unsupported media type', null)
  return undefined
}
