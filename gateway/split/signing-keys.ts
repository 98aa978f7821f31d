import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calculateJwkThumbprint, type JSONWebKeySet, type JWK } from 'jose'
import { WeftError } from '#shared/errors.ts'
import { CALLER_TOKEN_ALGORITHM } from './caller-claims.ts'

/** Where the gateway publishes the keys that subgraphs check its tokens with. */
export const JWKS_PATH = '/.well-known/weft-subgraph-jwks.json'

const DEVELOPMENT_KEY = 'subgraph-signing-key.pem'

/** What the gateway signs callers with. */
export interface SigningKeys {
  key: KeyObject
  kid: string
  /** The public half of every key in the file. */
  jwks: JSONWebKeySet
}

/**
 * Reads the keys of `file`, the first of which signs. Without a file: a key in the data directory, made where there is
 * none yet, for processes of one machine. Throws INVALID_SETTING for a file that holds no Ed25519 key.
 */
export async function openSigningKeys(options: {
  file: string | undefined
  dataDirectory: string
}): Promise<SigningKeys> {
  const keys = parseKeys(options.file ?? ensureDevelopmentKey(options.dataDirectory))
  const published = await Promise.all(keys.map(toPublicJwk))
  const [key] = keys
  const [jwk] = published
  if (!key || !jwk?.kid) throw refusal(options.file ?? DEVELOPMENT_KEY, 'holds no private key in PEM')
  return { key, kid: jwk.kid, jwks: { keys: published } }
}

/** Makes the key that processes of one machine share; of several that start at once, one makes it and all read it. */
function ensureDevelopmentKey(directory: string): string {
  const file = join(directory, DEVELOPMENT_KEY)
  if (existsSync(file)) return file
  mkdirSync(directory, { recursive: true })
  const draft = `${file}.${process.pid}`
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return file
}

function parseKeys(file: string): KeyObject[] {
  const blocks = readText(file).match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? []
  return blocks.map((block) => {
    const key = parseKey(block)
    if (key?.asymmetricKeyType === 'ed25519') return key
    throw refusal(file, 'must hold Ed25519 private keys in PEM alone: openssl genpkey -algorithm ed25519')
  })
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw refusal(file, `cannot be read (${reason})`)
  }
}

async function toPublicJwk(key: KeyObject): Promise<JWK> {
  const jwk = createPublicKey(key).export({ format: 'jwk' }) as JWK
  return { ...jwk, alg: CALLER_TOKEN_ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(jwk) }
}

const refusal = (file: string, problem: string): WeftError =>
  new WeftError('INVALID_SETTING', `SUBGRAPH_SIGNING_KEY: ${file} ${problem}`)
