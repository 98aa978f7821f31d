import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { z } from 'zod'
import type { SystemEnvironment } from '#shared/connections/connection.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { EVENT_TYPES } from '#shared/events/event.ts'
import { typeOfId } from '#shared/global-id.ts'
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

const EndpointsFile = z.strictObject({ endpoints: z.array(EndpointEntry) })

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
  const raw = readYaml(file)
  const parsed = EndpointsFile.safeParse(raw)
  if (!parsed.success)
    throw refusal(
      file,
      parsed.error.issues.map((issue) => describe(issue, raw)),
    )
  const entries = parsed.data.endpoints
  const directory = dirname(file)
  const problems = [
    ...twice(entries).map((id) => `endpoint ${id}: the id is used twice`),
    ...entries.flatMap((entry) =>
      problemsOf(entry, sources.company).map((problem) => `endpoint ${entry.id}: ${problem}`),
    ),
  ]
  const endpoints = entries.map((entry) => toEndpoint(entry, { ...sources, directory }))
  problems.push(...endpoints.flatMap((endpoint) => problemOfSecret(endpoint) ?? []))
  if (problems.length > 0) throw refusal(file, problems)
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

const twice = (entries: readonly EndpointEntry[]): string[] => {
  const ids = entries.map(({ id }) => id)
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

/** The parser's own words are not passed on: they quote the file, and somebody may have written a secret into it. */
function readYaml(file: string): unknown {
  try {
    return parseYaml(readFileSync(file, 'utf8'), { prettyErrors: false })
  } catch (error) {
    const isSystems = error instanceof Error && 'code' in error && !(error instanceof YAMLParseError)
    throw refusal(file, [isSystems ? `cannot be read (${error.code})` : 'not YAML'], error)
  }
}

/** `endpoint acme: types: …`: the entry by its id where it has one, by its place otherwise. */
function describe({ path, message }: z.core.$ZodIssue, raw: unknown): string {
  const [list, index, ...rest] = path
  if (list !== 'endpoints' || typeof index !== 'number') return `${path.join('.') || 'it'}: ${message}`
  const entry = (raw as { endpoints: unknown[] }).endpoints[index]
  const given = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined
  const id = typeof given === 'string' ? given : `number ${index + 1}`
  return `endpoint ${id}: ${[...rest, message].join(': ')}`
}

const refusal = (file: string, problems: readonly string[], cause?: unknown): WeftError =>
  new WeftError('INVALID_SETTING', `WEBHOOK_ENDPOINTS_FILE: ${file}: ${problems.join('; ')}`, {}, cause)
