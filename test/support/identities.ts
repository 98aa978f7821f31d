import type { Connection, SystemDomain } from '#shared/connections/connection.ts'
import type { Identity, IdentitySource } from '#shared/crosswalk.ts'

const OBJECT_TYPES: Readonly<Record<SystemDomain, string>> = {
  CRM: 'Account',
  BILLING: 'customer',
  SUPPORT: 'customer_account',
  ERP: 'customer',
}

/** A connection that nobody calls. */
export function createTestConnection(id: string, domain: SystemDomain): Connection {
  return {
    id,
    name: id,
    vendor: 'vendor',
    domain,
    environment: 'SIMULATED',
    baseUrl: 'http://127.0.0.1:1',
    credentials: {},
    fields: {},
    timeoutMs: 1_000,
  }
}

/** A customer's record as its system tells it; `names` are CRM record ids that it carries. */
export function createIdentity(
  connection: Connection,
  nativeId: string,
  {
    names = [],
    ...facts
  }: Partial<Omit<Identity, 'ref' | 'foreignRefs'>> & { names?: readonly string[] } = {},
): Identity {
  return {
    type: 'Customer',
    ref: { connectionId: connection.id, objectType: OBJECT_TYPES[connection.domain], nativeId },
    name: nativeId,
    legalName: undefined,
    domain: undefined,
    taxIds: [],
    sku: undefined,
    foreignRefs: names.map((name) => ({ domain: 'CRM', objectType: 'Account', nativeId: name })),
    parentNativeId: undefined,
    businessUnitKey: undefined,
    updatedAt: undefined,
    url: undefined,
    ...facts,
  }
}

/** A system that lists what it is given, a few records a page. `asked` keeps the cursors it was asked for. */
export function createListSource(
  { id: connectionId, domain }: Connection,
  identities: readonly Identity[],
  pageSize = 2,
): IdentitySource & { asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = []
  return {
    connectionId,
    domain,
    asked,
    async listIdentities(type, cursor) {
      if (type === 'Customer') asked.push(cursor)
      const start = cursor === undefined ? 0 : Number(cursor)
      const all = identities.filter((identity) => identity.type === type)
      const end = start + pageSize
      return { identities: all.slice(start, end), next: end < all.length ? String(end) : undefined }
    },
  }
}
