import { WeftError } from '#shared/errors.ts'
import type { Client } from './client.ts'

/** Who may ask at all. */
export interface ClientRegistry {
  readonly all: readonly Client[]
  /** The client of a caller, whose issuer has been checked. */
  get(id: string): Client | undefined
  /** The client that a token of this issuer names; undefined: nobody we know. */
  find(id: string, issuer: string): Client | undefined
}

/**
 * Creates the registry of clients. Throws INVALID_SETTING where several issuers are trusted and a client does not say
 * whose it is (one could name another's clients), or names an issuer that is not trusted.
 */
export function createClientRegistry(clients: readonly Client[], issuers: readonly string[]): ClientRegistry {
  const problems = clients.flatMap(({ id, issuer }) => {
    if (issuer === undefined && issuers.length > 1) return [`client ${id}: say its issuer, there are several`]
    if (issuer !== undefined && !issuers.includes(issuer)) return [`client ${id}: ${issuer} is not trusted`]
    return []
  })
  if (problems.length > 0) throw new WeftError('INVALID_SETTING', `CLIENTS_FILE: ${problems.join('; ')}`)
  const byId = new Map(clients.map((client) => [client.id, client]))
  return {
    all: clients,
    get: (id) => byId.get(id),
    find(id, issuer) {
      const client = byId.get(id)
      return client && (client.issuer ?? issuer) === issuer ? client : undefined
    },
  }
}
