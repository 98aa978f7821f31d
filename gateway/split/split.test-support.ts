import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Clock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'weft-split-'))
  context.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** A new Ed25519 key in PEM, as `openssl genpkey -algorithm ed25519` writes one. */
export function createPemKey(): string {
  return String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

/** A file with these keys, the first of which signs. */
export function writeKeys(folder: string, ...keys: string[]): string {
  const file = join(folder, 'keys.pem')
  writeFileSync(file, keys.join(''))
  return file
}

/** A clock that stands still until it is moved. */
export function createStoppedClock(): Clock & { forward(seconds: number): void } {
  let now = Date.UTC(2026, 10, 25)
  return {
    now: () => new Date(now),
    forward: (seconds) => {
      now += seconds * 1000
    },
  }
}

export const PORTAL_USER: Caller = {
  subject: 'ann',
  clientId: 'portal',
  scopes: new Set(['invoice:read', 'case:write']),
  customerIds: ['cus_1'],
  businessUnits: ['emea'],
  expiresAt: new Date('2026-11-25T01:00:00Z'),
}
