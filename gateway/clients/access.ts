import { inBoth } from '#shared/access/in-both.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { type Client, type ClientBudgets, DEFAULT_BUDGETS } from './client.ts'
import type { ClientRegistry } from './client-registry.ts'
import type { FollowedAccess } from './follow-access.ts'

/** Whom a verified token lets in, and as whom. */
export interface Access {
  /** Changes with every change of what `admit` answers. */
  readonly version: number
  /** What the client's registration leaves of a token's word; undefined: nothing, its client is not let in. */
  admit(asserted: Caller, issuer: string): Caller | undefined
  /** What is registered of a caller's client. */
  clientOf(clientId: string): Client | undefined
  /** What a client may have open; undefined: nobody counts. */
  allowanceOf(clientId: string): Pick<ClientBudgets, 'sockets' | 'subscriptions' | 'perUser'> | undefined
  /** Calls once, when a client's access ends or its registration changes; answers what takes that back. */
  whenEnded(clientId: string, ended: () => void): () => void
}

/** Every client of a trusted issuer, as its token says. */
export const EVERYBODY: Access = {
  version: 0,
  admit: (asserted) => asserted,
  clientOf: () => undefined,
  allowanceOf: () => undefined,
  whenEnded: () => () => {},
}

/** An access that a changed registry can be given to. */
export interface OpenAccess extends Access {
  replace(registry: ClientRegistry): void
}

/** Creates the access by a registry (undefined: every client is let in) and by what was revoked (undefined: nothing). */
export function createAccess(
  registry: ClientRegistry | undefined,
  revocations: Pick<FollowedAccess, 'has' | 'onChange'> | undefined,
): OpenAccess {
  const waiting = new Map<string, Set<() => void>>()
  let current = registry
  let version = 0
  let scopesOf = createScopeSets()
  const end = (clientIds: readonly string[]): void => {
    version += 1
    for (const clientId of clientIds) {
      const listeners = waiting.get(clientId) ?? []
      waiting.delete(clientId)
      for (const ended of listeners) ended()
    }
  }
  revocations?.onChange(end)
  return {
    get version() {
      return version
    },
    admit(asserted, issuer) {
      if (revocations?.has(asserted.clientId)) return undefined
      if (!current) return asserted
      const client = current.find(asserted.clientId, issuer)
      if (!client) return undefined
      const admitted = withinCeiling(asserted, client)
      return { ...admitted, scopes: scopesOf(admitted.scopes) }
    },
    clientOf: (clientId) => current?.get(clientId),
    allowanceOf: (clientId) => current?.get(clientId)?.budgets ?? DEFAULT_BUDGETS.STAFF,
    whenEnded(clientId, ended) {
      const listeners = waiting.get(clientId) ?? new Set()
      waiting.set(clientId, listeners)
      listeners.add(ended)
      return () => {
        listeners.delete(ended)
        if (listeners.size === 0 && waiting.get(clientId) === listeners) waiting.delete(clientId)
      }
    },
    replace(changed) {
      const before = current
      current = changed
      scopesOf = createScopeSets()
      end([...waiting.keys()].filter((id) => describe(before?.get(id)) !== describe(changed.get(id))))
    },
  }
}

/**
 * What both the token and the registration allow. A portal or a partner whose customers nobody names has none: left out
 * would otherwise mean every customer there is.
 */
export function withinCeiling(asserted: Caller, { kind, scopes, rows }: Client): Caller {
  const customerIds = inBoth(asserted.customerIds, rows.customerIds)
  const businessUnits = inBoth(asserted.businessUnits, rows.businessUnits)
  const isOfSome = kind === 'PORTAL' || kind === 'PARTNER'
  const isUnlimited = customerIds === undefined && businessUnits === undefined
  return {
    ...asserted,
    scopes: new Set([...asserted.scopes].filter((scope) => scopes.has(scope))),
    customerIds: isOfSome && isUnlimited ? [] : customerIds,
    businessUnits,
  }
}

/** More different sets are not shared; a company has a few. */
const MAX_SCOPE_SETS = 1_000

/** One set for all callers with the same scopes: what follows from them alone is found out once, not for each of their tokens. */
function createScopeSets(): (scopes: ReadonlySet<string>) => ReadonlySet<string> {
  const sets = new Map<string, ReadonlySet<string>>()
  return (scopes) => {
    const text = [...scopes].sort().join(' ')
    const known = sets.get(text)
    if (known || sets.size >= MAX_SCOPE_SETS) return known ?? scopes
    sets.set(text, scopes)
    return scopes
  }
}

/** A registration as text, to see whether it is another one. */
const describe = (client: Client | undefined): string =>
  JSON.stringify(client && { ...client, scopes: [...client.scopes], documents: [...client.documents.keys()] })
