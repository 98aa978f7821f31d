import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Connection } from './connection.ts'

/**
 * A name for what is kept of these accounts' records: another version of Weft may keep them in another form, and another
 * account's records are not ours.
 */
export function accountDigest(connections: readonly Connection[]): string {
  const accounts = connections.map(({ id, vendor, environment, baseUrl, fields, credentials }) =>
    JSON.stringify([id, vendor, environment, baseUrl, fields, credentials]),
  )
  const digest = createHash('sha256').update(accounts.sort().join('\n')).digest('hex').slice(0, 16)
  return `${weftVersion()}:${digest}`
}

function weftVersion(): string {
  const file = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version
}
