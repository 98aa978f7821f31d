import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from 'jose'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import { DEMO_ROLES, type DemoRole, type DemoRoleName } from './demo-roles.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'

export const DEVELOPMENT_ISSUER = 'urn:weft:development-issuer'
export const TOKEN_LIFETIME_SECONDS = 12 * 60 * 60

const ALGORITHM = 'ES256'
const KEY_FILE = 'development-key.json'
const CUSTOMERS_FILE = 'development-customers.json'

/** The clients of users' tokens: one for staff, one for customers. */
const DEMO_APPLICATION = 'demo-application'
const DEMO_PORTAL = 'demo-portal-application'

/** Issues tokens for demo roles. For loopback only: whoever reaches it may be anybody. */
export interface DevelopmentIssuer {
  trusted: TrustedIssuer
  jwks: JSONWebKeySet
  issueToken(role: DemoRoleName): Promise<string>
}

export interface DevelopmentIssuerOptions {
  /** Where the key lives, so that tokens outlive a restart. */
  directory: string
  audience: string
  clock: Clock
}

/** Opens the issuer; makes its key where there is none yet. */
export async function openDevelopmentIssuer(options: DevelopmentIssuerOptions): Promise<DevelopmentIssuer> {
  const file = join(options.directory, KEY_FILE)
  if (!existsSync(file)) writePrivately(file, JSON.stringify(await createKey()))
  return issuerWithKey(options)
}

/** The issuer of a gateway that was started before; undefined where none ever was. */
export async function findDevelopmentIssuer(
  options: DevelopmentIssuerOptions,
): Promise<DevelopmentIssuer | undefined> {
  return existsSync(join(options.directory, KEY_FILE)) ? issuerWithKey(options) : undefined
}

/** Canonical ids by the names that demo roles are limited to; written by the gateway, read whenever a token is issued. */
export function rememberDemoCustomers(directory: string, ids: Readonly<Record<string, string>>): void {
  writePrivately(join(directory, CUSTOMERS_FILE), JSON.stringify(ids))
}

async function issuerWithKey({
  directory,
  audience,
  clock,
}: DevelopmentIssuerOptions): Promise<DevelopmentIssuer> {
  const { d: _private, ...publicJwk } = readKey(directory)
  const signingKey = await importJWK(readKey(directory), ALGORITHM)
  const jwks: JSONWebKeySet = { keys: [publicJwk] }
  return {
    trusted: {
      issuer: DEVELOPMENT_ISSUER,
      audience,
      algorithms: [ALGORITHM],
      keys: createLocalJWKSet(jwks),
    },
    jwks,
    async issueToken(role) {
      const issuedAt = Math.floor(clock.now().getTime() / 1000)
      const { scopes, customers, isClient }: DemoRole = DEMO_ROLES[role]
      const application = customers ? DEMO_PORTAL : DEMO_APPLICATION
      const claims = { client_id: isClient ? `demo-${role}` : application, scope: scopes.join(' ') }
      return new SignJWT({ ...claims, ...customersOf(role, directory) })
        .setProtectedHeader({ alg: ALGORITHM, kid: publicJwk.kid ?? '', typ: 'at+jwt' })
        .setIssuer(DEVELOPMENT_ISSUER)
        .setAudience(audience)
        .setSubject(`demo-${role}`)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + TOKEN_LIFETIME_SECONDS)
        .sign(signingKey)
    },
  }
}

function customersOf(role: DemoRoleName, directory: string): { customer_ids?: string[] } {
  const { customers } = DEMO_ROLES[role]
  if (!customers) return {}
  const file = join(directory, CUSTOMERS_FILE)
  if (!existsSync(file)) {
    throw new WeftError(
      'NOT_CONFIGURED',
      `a token for ${role} needs the customers that the first start finds`,
    )
  }
  const ids: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  return { customer_ids: customers.flatMap((name) => ids[name] ?? []) }
}

async function createKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, alg: ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(jwk) }
}

const readKey = (directory: string): JWK => JSON.parse(readFileSync(join(directory, KEY_FILE), 'utf8'))

/** For this user's eyes, and never half written: a reader sees the old text or the new one. */
function writePrivately(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}
