import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { SystemEnvironment } from '#shared/connections/connection.ts'
import { isWeftError } from '#shared/errors.ts'
import { EVENT_TYPES } from '#shared/events/event.ts'
import { typeOfId } from '#shared/global-id.ts'
import { readListedFile, refuseFile } from '#shared/listed-file.ts'
import type { Environment } from '#shared/settings.ts'
import type { Endpoint, Rows } from './endpoint.ts'
import { refusalOfEndpointUrl } from './endpoint-url.ts'
import { readSecrets } from './secrets.ts'

const Key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower case letters, digits and dashes')

const RowsEntry = z
  .strictObject({
    customerIds: z
      .array(z.string().refine((id) => typeOfId(id) === 'Customer', 'not the id of a customer'))
      .min(1),
    businessUnits: z.array(Key).min(1),
  })
  .partial()
  .refine((rows) => rows.customerIds ?? rows.businessUnits, 'say customerIds, businessUnits, or everything')

const EndpointEntry = z.strictObject({
  id: Key,
  url: z.string(),
  environment: z.enum(['production', 'sandbox', 'simulated']),
  types: z.array(z.enum(EVENT_TYPES)).min(1),
  rows: z.literal('everything').or(RowsEntry),
  secret: z.string(),
  enabled: z.boolean().default(true),
  timeoutMs: z.int().min(100).max(30_000).default(15_000),
  concurrency: z.int().min(1).max(32).default(4),
})
type EndpointEntry = z.infer<typeof EndpointEntry>

const ENDPOINTS_FILE = {
  setting: 'WEBHOOK_ENDPOINTS_FILE',
  list: 'endpoints',
  noun: 'endpoint',
  entry: EndpointEntry,
}

export interface EndpointSources {
  /** What a secret's `env:NAME` can name. */
  environment: Environment
  /** What the endpoints must fit to; undefined: that was checked before. */
  company?: { environments: readonly SystemEnvironment[]; businessUnits: readonly string[] }
}

/**
 * Reads the endpoints of partners from a YAML file; none where there is no file. Throws INVALID_SETTING that names every
 * entry that is wrong, and how; a secret is never in it.
 */
export function readEndpoints(file: string | undefined, sources: EndpointSources): Endpoint[] {
  if (file === undefined) return []
  const { entries, problems } = readListedFile({ ...ENDPOINTS_FILE, file })
  const directory = dirname(file)
  for (const entry of entries)
    problems.push(...problemsOf(entry, sources.company).map((problem) => `endpoint ${entry.id}: ${problem}`))
  const endpoints = entries.map((entry) => toEndpoint(entry, { ...sources, directory }))
  problems.push(...endpoints.flatMap((endpoint) => problemOfSecret(endpoint) ?? []))
  if (problems.length > 0) throw refuseFile({ ...ENDPOINTS_FILE, file }, problems)
  return endpoints
}

function problemsOf(entry: EndpointEntry, company: EndpointSources['company']): string[] {
  const unsafe = refusalOfEndpointUrl(entry.url, entry.environment === 'production')
  return [...(unsafe === undefined ? [] : [`url: ${unsafe}`]), ...(company ? misfits(entry, company) : [])]
}

/** A partner's real system must not hear of a trial account, nor the other way round. */
function misfits(
  { environment, rows }: EndpointEntry,
  { environments, businessUnits }: NonNullable<EndpointSources['company']>,
): string[] {
  const isProduction = environment === 'production'
  const isMixed = environments.some((each) => (each === 'PRODUCTION') !== isProduction)
  const units = rows === 'everything' ? [] : (rows.businessUnits ?? [])
  const unknown = units.filter((key) => !businessUnits.includes(key))
  return [
    ...(isMixed ? [`environment: ${environment} does not go with the connections`] : []),
    ...unknown.map((key) => `rows: there is no business unit ${key}`),
  ]
}

function toEndpoint(
  { rows, types, secret, environment, ...entry }: EndpointEntry,
  { environment: variables, directory }: { environment: Environment; directory: string },
): Endpoint {
  const secretReference = secret.startsWith('file:') ? `file:${resolve(directory, secret.slice(5))}` : secret
  return {
    ...entry,
    environment: environment.toUpperCase() as SystemEnvironment,
    types: new Set(types),
    rows: toRows(rows),
    secretReference,
    readSecrets: () => readSecrets(secretReference, { environment: variables, directory }),
  }
}

const toRows = (rows: EndpointEntry['rows']): Rows =>
  rows === 'everything'
    ? { customerIds: undefined, businessUnits: undefined }
    : { customerIds: rows.customerIds, businessUnits: rows.businessUnits }

function problemOfSecret({ id, readSecrets: read }: Endpoint): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (isWeftError(error, 'INVALID_SETTING')) return `endpoint ${id}: ${error.message}`
    throw error
  }
}
