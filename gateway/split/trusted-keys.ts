import { readFileSync } from 'node:fs'
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import { openSigningKeys } from './signing-keys.ts'

/** Strangers' tokens must not become requests for keys. */
const ASKED_AGAIN_AFTER_MS = 1_000

/**
 * The keys that a subgraph trusts: those published at a URL or written into a file, read again when a token names one
 * that is missing. Without either: those of the data directory, which gateway and subgraph then share.
 */
export async function openTrustedKeys(
  { jwks, dataDirectory }: { jwks: string | undefined; dataDirectory: string },
  clock: Clock,
): Promise<JWTVerifyGetKey> {
  if (jwks === undefined) {
    const { jwks: own } = await openSigningKeys({ file: undefined, dataDirectory })
    return createLocalJWKSet(own)
  }
  if (URL.canParse(jwks)) {
    return createRemoteJWKSet(new URL(jwks), {
      timeoutDuration: 5_000,
      cooldownDuration: ASKED_AGAIN_AFTER_MS,
    })
  }
  return createFileJWKSet(jwks, clock)
}

function createFileJWKSet(file: string, clock: Clock): JWTVerifyGetKey {
  let keys = createLocalJWKSet(readJwks(file))
  let readAt = clock.now().getTime()
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      const now = clock.now().getTime()
      if (!(error instanceof errors.JWKSNoMatchingKey) || now - readAt < ASKED_AGAIN_AFTER_MS) throw error
      readAt = now
      keys = createLocalJWKSet(readJwks(file))
      return keys(header, token)
    }
  }
}

function readJwks(file: string): JSONWebKeySet {
  try {
    const jwks: JSONWebKeySet = JSON.parse(readFileSync(file, 'utf8'))
    createLocalJWKSet(jwks)
    return jwks
  } catch (error) {
    const reason = error instanceof Error && 'errno' in error && 'code' in error ? error.code : 'not a JWKS'
    throw new WeftError('INVALID_SETTING', `SUBGRAPH_JWKS: ${file} cannot be read (${reason})`, {}, error)
  }
}
