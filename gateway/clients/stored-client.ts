import { z } from 'zod'
import { CLIENT_KINDS, type Client } from './client.ts'

const Allowance = z.strictObject({ perMinute: z.number(), bucket: z.number() })

/** A client as it is kept in the store. A word that this version does not know is refused: it may be what limits somebody. */
const StoredClient = z.strictObject({
  id: z.string(),
  kind: z.enum(CLIENT_KINDS),
  name: z.string(),
  issuer: z.string().optional(),
  contact: z.string().optional(),
  scopes: z.array(z.string()),
  rows: z.strictObject({ customerIds: z.array(z.string()), businessUnits: z.array(z.string()) }).partial(),
  budgets: z.strictObject({
    ...{ cost: Allowance, requests: Allowance, sockets: z.number(), subscriptions: z.number() },
    perUser: z.strictObject({ sockets: z.number(), subscriptions: z.number() }),
  }),
  documents: z.record(z.string(), z.string()),
})

/** Clients as text that can be kept. */
export const writeClients = (clients: readonly Client[]): string =>
  JSON.stringify(
    clients.map((client) => ({
      ...client,
      scopes: [...client.scopes].sort(),
      documents: Object.fromEntries(client.documents),
    })),
  )

/** And back; undefined for what another Weft has written and this one cannot read. */
export function parseStoredClients(content: unknown): Client[] | undefined {
  const { data } = z.array(StoredClient).safeParse(content)
  return data?.map(({ issuer, contact, scopes, rows, documents, ...rest }) => ({
    ...rest,
    issuer,
    contact,
    scopes: new Set(scopes),
    rows: { customerIds: rows.customerIds, businessUnits: rows.businessUnits },
    documents: new Map(Object.entries(documents)),
  }))
}
