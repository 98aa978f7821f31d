import { dirname } from 'node:path'
import { z } from 'zod'
import { isWeftError } from '#shared/errors.ts'
import { typeOfId } from '#shared/global-id.ts'
import { readListedFile, refuseFile } from '#shared/listed-file.ts'
import { type Client, CLIENT_KINDS, type ClientBudgets, type ClientKind, DEFAULT_BUDGETS } from './client.ts'
import { readDocuments } from './read-documents.ts'

const ClientId = z.string().regex(/^[\w.:@/-]{1,128}$/, 'must be 1 to 128 letters, digits and . : @ / _ -')
const Scope = z.string().regex(/^[\w.-]+(:[\w.-]+)+$/, 'must be of the form noun:verb')
const BusinessUnitKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower case letters, digits and dashes')
const CustomerId = z.string().refine((id) => typeOfId(id) === 'Customer', 'not the id of a customer')
const Count = z.int().min(1).max(1_000_000_000)

const AllowanceEntry = z.strictObject({ perMinute: Count, bucket: Count }).partial()

const ClientEntry = z.strictObject({
  id: ClientId,
  kind: z.enum(CLIENT_KINDS),
  name: z.string().min(1).max(200),
  issuer: z.string().min(1).optional(),
  contact: z.string().min(1).max(200).optional(),
  scopes: z.array(Scope),
  rows: z
    .strictObject({ customerIds: z.array(CustomerId), businessUnits: z.array(BusinessUnitKey) })
    .partial()
    .default({}),
  budgets: z
    .strictObject({
      ...{ cost: AllowanceEntry, requests: AllowanceEntry, sockets: Count, subscriptions: Count },
      perUser: z.strictObject({ sockets: Count, subscriptions: Count }).partial(),
    })
    .partial()
    .default({}),
  documents: z
    .string()
    .or(z.array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), file: z.string() })))
    .optional(),
})
type ClientEntry = z.infer<typeof ClientEntry>

const CLIENTS_FILE = { setting: 'CLIENTS_FILE', list: 'clients', noun: 'client', entry: ClientEntry }

/**
 * Reads who may ask from a YAML file. Throws INVALID_SETTING that names every entry that is wrong, and how. Documents are
 * looked for beside the file: `documents:` is a folder of `.graphql` files, or a list of `{ sha256, file }`.
 */
export function readClients(file: string): Client[] {
  const { entries, problems, problemOf } = readListedFile({ ...CLIENTS_FILE, file })
  const clients = entries.flatMap((entry, index) => {
    try {
      return [toClient(entry, dirname(file))]
    } catch (error) {
      if (!isWeftError(error, 'INVALID_SETTING')) throw error
      problems.push(problemOf(index, error.message))
      return []
    }
  })
  if (problems.length > 0) throw refuseFile({ ...CLIENTS_FILE, file }, problems)
  return clients
}

function toClient({ rows, budgets, documents, ...entry }: ClientEntry, directory: string): Client {
  return {
    id: entry.id,
    kind: entry.kind,
    name: entry.name,
    issuer: entry.issuer,
    contact: entry.contact,
    scopes: new Set(entry.scopes),
    rows: { customerIds: rows.customerIds, businessUnits: rows.businessUnits },
    budgets: toBudgets(entry.kind, budgets),
    documents: documents === undefined ? new Map() : readDocuments(documents, directory),
  }
}

function toBudgets(kind: ClientKind, given: ClientEntry['budgets']): ClientBudgets {
  const defaults = DEFAULT_BUDGETS[kind]
  return {
    cost: allowance(given.cost, defaults.cost),
    requests: allowance(given.requests, defaults.requests),
    sockets: given.sockets ?? defaults.sockets,
    subscriptions: given.subscriptions ?? defaults.subscriptions,
    perUser: {
      sockets: given.perUser?.sockets ?? defaults.perUser.sockets,
      subscriptions: given.perUser?.subscriptions ?? defaults.perUser.subscriptions,
    },
  }
}

/** A rate without a bucket can be saved up for as long as the default one can. */
function allowance(
  { perMinute, bucket }: NonNullable<ClientEntry['budgets']['cost']> = {},
  defaults: ClientBudgets['cost'],
): ClientBudgets['cost'] {
  const rate = perMinute ?? defaults.perMinute
  return {
    perMinute: rate,
    bucket: bucket ?? Math.max(1, Math.round((rate * defaults.bucket) / defaults.perMinute)),
  }
}
