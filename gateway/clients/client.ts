/** What a client is: whose people or programs are at its other end. */
export const CLIENT_KINDS = ['STAFF', 'SERVICE', 'PORTAL', 'PARTNER'] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]

/** What is refilled at a steady rate and can be saved up to a limit. */
export interface Allowance {
  perMinute: number
  /** The most that can be saved, and so spent at once. */
  bucket: number
}

/** How much of the gateway one client may use, all of its users and all nodes together where nothing else is said. */
export interface ClientBudgets {
  /** Points of operations, as they are counted by `@cost`. */
  cost: Allowance
  requests: Allowance
  /** Open sockets, for each node. */
  sockets: number
  /** Open subscriptions by any transport, for each node. */
  subscriptions: number
  /** The part of both that one of its users may have. */
  perUser: Readonly<Record<'sockets' | 'subscriptions', number>>
}

/** Whose records a client may see at most. Undefined: the registration leaves that to the token. */
export interface ClientRows {
  /** Canonical ids. */
  customerIds: readonly string[] | undefined
  /** Keys of business units. */
  businessUnits: readonly string[] | undefined
}

/** A registered program that asks: what its tokens may be good for at most, whatever they say. */
export interface Client {
  /** The token's `client_id`. */
  id: string
  kind: ClientKind
  name: string
  /** Whose tokens name it; undefined: those of the only issuer there is. */
  issuer: string | undefined
  /** Whom to tell of a change that breaks it, or of its revocation. */
  contact: string | undefined
  scopes: ReadonlySet<string>
  rows: ClientRows
  budgets: ClientBudgets
  /** The documents that it registered, by the SHA-256 of their text in hexadecimal. Empty: none. */
  documents: ReadonlyMap<string, string>
}

/** What holds for a client whose registration says nothing of it. */
export const DEFAULT_BUDGETS: Readonly<Record<ClientKind, ClientBudgets>> = {
  STAFF: {
    cost: { perMinute: 5_000_000, bucket: 5_000_000 },
    requests: { perMinute: 60_000, bucket: 20_000 },
    sockets: 20_000,
    subscriptions: 50_000,
    perUser: { sockets: 100, subscriptions: 1_000 },
  },
  SERVICE: {
    cost: { perMinute: 5_000_000, bucket: 5_000_000 },
    requests: { perMinute: 60_000, bucket: 20_000 },
    sockets: 1_000,
    subscriptions: 5_000,
    perUser: { sockets: 1_000, subscriptions: 5_000 },
  },
  PORTAL: {
    cost: { perMinute: 2_000_000, bucket: 2_000_000 },
    requests: { perMinute: 30_000, bucket: 10_000 },
    sockets: 20_000,
    subscriptions: 50_000,
    perUser: { sockets: 20, subscriptions: 100 },
  },
  PARTNER: {
    cost: { perMinute: 100_000, bucket: 200_000 },
    requests: { perMinute: 600, bucket: 300 },
    sockets: 20,
    subscriptions: 100,
    perUser: { sockets: 20, subscriptions: 100 },
  },
}
