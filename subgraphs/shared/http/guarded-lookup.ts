import { type LookupAddress, lookup as resolveName } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { refusalOfAddress } from '../connections/base-url.ts'

/** Resolves a name to all its addresses. */
export type NameResolver = (
  hostname: string,
  options: { all: true; family?: number; hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** A name led to where Weft does not call. Nothing was sent. */
class ForbiddenAddress extends Error {
  readonly code = 'FORBIDDEN_ADDRESS'
}

/**
 * Resolves names for sockets and refuses addresses that no vendor has: what it answers is what the socket connects to, so
 * that a name cannot lead elsewhere after it was looked at (DNS rebinding).
 */
export function createGuardedLookup(
  allowPrivateNetwork: boolean,
  resolve: NameResolver = resolveName,
): LookupFunction {
  return (hostname, options, callback) => {
    const { family, hints } = options
    const asked = {
      all: true as const,
      ...(typeof family === 'number' ? { family } : {}),
      ...(hints === undefined ? {} : { hints }),
    }
    resolve(hostname, asked, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const refusals = addresses.flatMap(
        ({ address }) => refusalOfAddress(hostname, address, allowPrivateNetwork) ?? [],
      )
      const [first] = addresses
      // One address among others is enough: which of them the socket takes is not ours to say.
      if (refusals[0] !== undefined || !first) return callback(new ForbiddenAddress(refusals[0]), '', 0)
      if (options.all) return callback(null, addresses)
      return callback(null, first.address, first.family)
    })
  }
}
