import { createHash, randomBytes } from 'node:crypto'
import { type CredentialSources, resolveCredentials } from '#shared/connections/credentials.ts'
import { WeftError } from '#shared/errors.ts'

/** How long the secret before signs along, so that a partner can change over when it suits them. */
export const OVERLAP_SECONDS = 86_400

const PREFIX = 'whsec_'
/** Standard Webhooks: 192 to 512 bits. */
const [MIN_BYTES, MAX_BYTES] = [24, 64]
const NEW_SECRET_BYTES = 32
/** The current one, the one before, and one that somebody forgot to take out. */
const MOST_SECRETS = 3

/**
 * What a reference leads to: secrets, the newest first, one a line. Throws INVALID_SETTING that says what is wrong with
 * them and never what they are.
 */
export function readSecrets(reference: string, sources: CredentialSources): readonly string[] {
  const { credentials, missing } = resolveCredentials({ secret: reference }, sources)
  const secrets = (credentials.secret ?? '').split(/\s+/).filter((line) => line !== '')
  const problem = missing[0]?.replace('credentials: secret: ', '') ?? problemOf(secrets)
  if (problem !== undefined) throw new WeftError('INVALID_SETTING', `secret: ${problem}`)
  return secrets
}

function problemOf(secrets: readonly string[]): string | undefined {
  if (secrets.length > MOST_SECRETS) return `at most ${MOST_SECRETS} secrets, the newest first`
  if (!secrets.every(isSecret))
    return `must be ${PREFIX} and ${MIN_BYTES} to ${MAX_BYTES} bytes in base64, one a line`
  return undefined
}

function isSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return false
  const key = Buffer.from(text.slice(PREFIX.length), 'base64')
  // Another length would be another key for a library that decodes strictly.
  const isWhole = key.toString('base64') === text.slice(PREFIX.length)
  return isWhole && key.length >= MIN_BYTES && key.length <= MAX_BYTES
}

export const createSecret = (): string => PREFIX + randomBytes(NEW_SECRET_BYTES).toString('base64')

/** Tells secrets apart without telling them. */
export const fingerprintOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex').slice(0, 16)
