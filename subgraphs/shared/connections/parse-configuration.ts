import { parse as parseYaml, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { WeftError } from '../errors.ts'
import type { Configuration } from './configuration.ts'
import { refusalOfBaseUrl } from './base-url.ts'
import type { Connection, SystemDomain, SystemEnvironment } from './connection.ts'
import { type CredentialSources, resolveCredentials } from './credentials.ts'

const Key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower case letters, digits and dashes')

const ConnectionEntry = z.strictObject({
  id: Key,
  name: z.string().min(1),
  vendor: Key,
  environment: z.enum(['production', 'sandbox', 'simulated']),
  baseUrl: z.string(),
  allowPrivateNetwork: z.boolean().default(false),
  credentials: z.record(z.string().min(1), z.string()),
  fields: z.record(z.string(), z.string()).default({}),
  timeoutMs: z.int().min(100).max(120_000).default(10_000),
  limits: z
    .strictObject({
      concurrency: z.int().min(1).max(1_000),
      requestsPerSecond: z.int().min(1).max(10_000),
      dailyRequests: z.int().min(1).max(2_000_000_000),
      reservedForWrites: z.number().min(0).max(0.9),
    })
    .partial()
    .optional(),
})
type ConnectionEntry = z.infer<typeof ConnectionEntry>

/** `Invoice.invoiceNumber: [billing, erp]`; whether that field can be switched is for the crosswalk to say. */
const Order = z.record(
  z.string(),
  z.array(
    z.enum(['crm', 'billing', 'support', 'erp']).transform((name) => name.toUpperCase() as SystemDomain),
  ),
)

const UnitEntry = z.strictObject({
  key: Key,
  name: z.string().min(1),
  region: z.string().optional(),
  parentKey: Key.optional(),
  legalEntities: z
    .array(z.strictObject({ connectionId: Key, objectType: z.string(), nativeId: z.string() }))
    .optional(),
  systemOfRecord: Order.optional(),
})
type UnitEntry = z.infer<typeof UnitEntry>

const ConfigurationFile = z.strictObject({
  connections: z.array(ConnectionEntry).min(1),
  businessUnits: z.array(UnitEntry).default([]),
  systemOfRecord: Order.optional(),
})

export interface ParseOptions extends CredentialSources {
  /** Which domain a vendor's records belong to; a vendor that is missing has no provider. */
  vendors: ReadonlyMap<string, SystemDomain>
  /** Whose credentials this process needs; others are not looked for. Every one where nothing is said. */
  mayCall?: (domain: SystemDomain) => boolean
}

/** Reads a connections file. Throws INVALID_CONNECTION that names every entry that is wrong, and how. */
export function parseConfiguration(yaml: string, options: ParseOptions): Configuration {
  const raw = readYaml(yaml)
  const parsed = ConfigurationFile.safeParse(raw)
  if (!parsed.success) throw refusal(parsed.error.issues.map((issue) => describe(issue, raw)))
  const { connections: entries, businessUnits, systemOfRecord } = parsed.data
  const problems = [
    ...duplicates(entries.map(({ id }) => id)).map((id) => `connection ${id}: the id is used twice`),
    ...duplicates(businessUnits.map(({ key }) => key)).map(
      (key) => `business unit ${key}: the key is used twice`,
    ),
    ...mixedEnvironments(entries),
    ...danglingReferences(businessUnits, entries),
  ]
  const connections = entries.map((entry) => toConnection(entry, options, problems))
  if (problems.length > 0) throw refusal(problems)
  return { connections, businessUnits, ...(systemOfRecord === undefined ? {} : { systemOfRecord }) }
}

/** More than any company has to say: what is larger is another file. */
const MAX_CHARACTERS = 1_000_000

/** The parser's own words are not passed on where they quote the file: a line of it may hold a secret. */
function readYaml(yaml: string): unknown {
  if (yaml.length > MAX_CHARACTERS) throw refusal(['the file is larger than a million characters'])
  try {
    return parseYaml(yaml, { prettyErrors: false })
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw refusal(['not YAML: it cannot be read'])
    const line = yaml.slice(0, error.pos[0]).split('\n').length
    throw refusal([`not YAML: line ${line}: ${error.code}`])
  }
}

function toConnection(entry: ConnectionEntry, options: ParseOptions, problems: string[]): Connection {
  const { id, name, vendor, baseUrl, allowPrivateNetwork, timeoutMs, fields, limits } = entry
  const domain = options.vendors.get(vendor)
  if (!domain) {
    problems.push(
      `connection ${id}: vendor must be one of ${[...options.vendors.keys()].join(', ')}, not ${vendor}`,
    )
  }
  const isCalled = domain !== undefined && (options.mayCall?.(domain) ?? true)
  const { credentials, missing } = resolveCredentials(isCalled ? entry.credentials : {}, options)
  problems.push(...missing.map((reason) => `connection ${id}: ${reason}`))
  const unsafe = refusalOfBaseUrl(baseUrl, allowPrivateNetwork)
  if (unsafe !== undefined) problems.push(`connection ${id}: baseUrl: ${unsafe}`)
  const environment = entry.environment.toUpperCase() as SystemEnvironment
  return {
    id,
    name,
    vendor,
    domain: domain ?? 'CRM',
    environment,
    baseUrl: URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl,
    ...(allowPrivateNetwork ? { allowPrivateNetwork } : {}),
    credentials,
    fields,
    timeoutMs,
    ...(limits === undefined ? {} : { limits }),
  }
}

/** A real customer's order must not meet a trial ledger. */
function mixedEnvironments(entries: readonly ConnectionEntry[]): string[] {
  if (!entries.some(({ environment }) => environment === 'production')) return []
  return entries
    .filter(({ environment }) => environment !== 'production')
    .map(({ id, environment }) => `connection ${id}: ${environment} cannot stand beside production`)
}

function danglingReferences(units: readonly UnitEntry[], connections: readonly ConnectionEntry[]): string[] {
  const keys = new Set(units.map(({ key }) => key))
  const ids = new Set(connections.map(({ id }) => id))
  return units.flatMap(({ key, parentKey, legalEntities = [] }) => [
    ...(parentKey && !keys.has(parentKey) ? [`business unit ${key}: there is no unit ${parentKey}`] : []),
    ...legalEntities
      .filter(({ connectionId }) => !ids.has(connectionId))
      .map(({ connectionId }) => `business unit ${key}: there is no connection ${connectionId}`),
  ])
}

const duplicates = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
]

/** `connection erp-netsuite: timeoutMs: Too small`: the entry by its id where it has one, by its place otherwise. */
function describe({ path, message }: z.core.$ZodIssue, raw: unknown): string {
  const [list, index, ...rest] = path
  if (list !== 'connections' || typeof index !== 'number')
    return `${path.join('.') || 'the file'}: ${message}`
  const entry = (raw as { connections: Record<string, unknown>[] }).connections[index]
  const id = typeof entry?.id === 'string' ? entry.id : `number ${index + 1}`
  return `connection ${id}: ${[...rest, message].join(': ')}`
}

const refusal = (problems: readonly string[]): WeftError =>
  new WeftError('INVALID_CONNECTION', problems.join('; '))
