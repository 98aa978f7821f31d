import { isIP } from 'node:net'
import { z } from 'zod'
import type { CacheSettings } from '#shared/cache/open-entity-cache.ts'
import { WeftError } from '#shared/errors.ts'
import { parseSettings, type Setting, type SettingSources, type SettingValues } from '#shared/settings.ts'
import { SAMPLERS } from './telemetry/samplers.ts'

const integer = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max))
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))
const oneOf = <const Choice extends string>(...choices: Choice[]) => ({
  schema: z.enum(choices) as z.ZodType<Choice, string>,
  expected: `one of ${choices.join(', ')}`,
})
/** What events, or a day that comes, can start. */
const TRIGGERS = ['case-opened', 'payment-failed', 'opportunity-won', 'renewal-window'] as const

/** A URL that nobody on the way can read or change. */
export const httpsOrLoopback = url('https:').or(
  url('http:').refine((text) => isLoopback(new URL(text).hostname)),
)

const isOrigin = (text: string): boolean =>
  httpsOrLoopback.safeParse(text).success && new URL(text).origin === text

const address = z.string().refine((text) => text === 'localhost' || isIP(text) !== 0)

const SUBGRAPH_ENTRY = /^([a-z][a-z0-9-]*)(?:=(https?:\/\/\S+))?$/
const subgraphNames = z
  .string()
  .transform((text) => (text === 'all' ? text : text.split(',').map((entry) => entry.trim())))
  .refine((names) => names === 'all' || names.every((entry) => SUBGRAPH_ENTRY.test(entry)))
  .transform((names) => (names === 'all' ? names : new Map(names.map(toSubgraphEntry))))

/** `crm` and `billing=https://billing.internal/graphql` as name and URL. */
function toSubgraphEntry(text: string): [name: string, url: string | undefined] {
  const [, name = '', url] = SUBGRAPH_ENTRY.exec(text) ?? []
  return [name, url]
}

/** Every setting of the gateway and of the processes that it starts. */
export const SETTINGS = {
  port: {
    name: 'PORT',
    meaning: 'Where the gateway listens; 0 takes a free port.',
    expected: 'a port from 0 to 65535',
    schema: integer(0, 65_535),
    default: '4000',
  },
  host: {
    name: 'HOST',
    meaning:
      'The address it listens on. Anything but loopback needs AUTH_ISSUER: the development issuer serves this machine only.',
    expected: 'an IP address or localhost',
    schema: address,
    default: '127.0.0.1',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    meaning: 'The PostgreSQL that keeps identities and links; unset: one that Weft starts and stops itself.',
    expected: 'a postgres:// URL',
    schema: url('postgres:', 'postgresql:'),
    secret: true,
  },
  connectionsFile: {
    name: 'CONNECTIONS_FILE',
    meaning: 'The YAML file that declares the connections to vendors; unset: emulators with the demo world.',
    expected: 'a path',
    schema: z.string(),
  },
  dataDirectory: {
    name: 'DATA_DIRECTORY',
    meaning: 'Where the embedded database and the key of the development issuer live.',
    expected: 'a path',
    schema: z.string(),
    default: '.weft',
  },
  authIssuer: {
    name: 'AUTH_ISSUER',
    meaning: 'The OpenID issuer whose tokens are accepted; unset: a development issuer, on loopback only.',
    expected: 'an https:// URL (http:// on loopback)',
    schema: httpsOrLoopback,
  },
  authAudience: {
    name: 'AUTH_AUDIENCE',
    meaning: 'The audience that a token must be meant for.',
    expected: 'text',
    schema: z.string(),
    default: 'weft',
  },
  authJwksUrl: {
    name: 'AUTH_JWKS_URL',
    meaning: 'Where the issuer publishes its keys; required with AUTH_ISSUER.',
    expected: 'an https:// URL (http:// on loopback)',
    schema: httpsOrLoopback,
  },
  authIssuersFile: {
    name: 'AUTH_ISSUERS_FILE',
    meaning:
      'The YAML file that names several issuers, in place of AUTH_ISSUER: `issuers: [{ issuer, jwksUrl, audience, algorithms }]`.',
    expected: 'a path',
    schema: z.string(),
  },
  clientsFile: {
    name: 'CLIENTS_FILE',
    meaning:
      'The YAML file that registers who may ask: clients, their scopes, rows, budgets and documents. Unset: every client of AUTH_ISSUER, or the demo clients of the development issuer. See gateway/clients/README.md.',
    expected: 'a path',
    schema: z.string(),
  },
  corsOrigins: {
    name: 'CORS_ORIGINS',
    meaning:
      'Other sites whose pages may ask, and open sockets, in a browser: `https://portal.example,https://desk.example`. Unset: none.',
    expected: 'origins separated by commas, each https:// (http:// on loopback) without a path',
    schema: z
      .string()
      .transform((text) => new Set(text.split(',').map((origin) => origin.trim())))
      .refine((origins) => [...origins].every(isOrigin)),
  },
  subgraphsApart: {
    name: 'SUBGRAPHS_APART',
    meaning:
      'Subgraphs that run in processes of their own (`npm run subgraph -- crm`): `crm,billing=https://billing.internal/graphql`. A name alone is reached at its routing_url in supergraph.yaml; `all` is every one.',
    expected: 'all, or names separated by commas, each with =URL where it is not in supergraph.yaml',
    schema: subgraphNames,
  },
  subgraphSigningKey: {
    name: 'SUBGRAPH_SIGNING_KEY',
    meaning:
      'The file with the Ed25519 key in PEM by which the gateway names callers to subgraphs that run apart; more than one to rotate, see gateway/split/README.md. Unset: one in the data directory, for subgraphs on loopback only.',
    expected: 'a path',
    schema: z.string(),
  },
  subgraphJwks: {
    name: 'SUBGRAPH_JWKS',
    meaning:
      "For a subgraph that runs apart: the gateway's published keys, at its /.well-known/weft-subgraph-jwks.json or in a file. Unset: those of the data directory, on loopback only.",
    expected: 'an https:// URL (http:// on loopback) or a path',
    schema: z.string().refine((text) => !text.includes('://') || httpsOrLoopback.safeParse(text).success),
  },
  subgraphHost: {
    name: 'SUBGRAPH_HOST',
    meaning: 'For a subgraph that runs apart: the address it listens on; unset: the host of its routing_url.',
    expected: 'an IP address or localhost',
    schema: address,
  },
  subgraphPort: {
    name: 'SUBGRAPH_PORT',
    meaning: 'For a subgraph that runs apart: where it listens; unset: the port of its routing_url.',
    expected: 'a port from 0 to 65535',
    schema: integer(0, 65_535),
  },
  execution: {
    name: 'EXECUTION',
    meaning: 'What runs operations: our own execution, or @apollo/gateway, with which it is compared.',
    ...oneOf('planned', 'stock'),
    default: 'planned',
  },
  executionTimeoutMs: {
    name: 'EXECUTION_TIMEOUT_MS',
    meaning: 'The longest time one operation may take, in milliseconds.',
    expected: 'a whole number from 100 to 600000',
    schema: integer(100, 600_000),
    default: '30000',
  },
  cacheUrl: {
    name: 'CACHE_URL',
    meaning:
      'The Redis where processes share what systems answered; unset: each remembers for itself. It holds data of customers.',
    expected: 'a redis:// or rediss:// URL',
    schema: url('redis:', 'rediss:'),
    secret: true,
  },
  cacheMaxAgeSeconds: {
    name: 'CACHE_MAX_AGE_SECONDS',
    meaning:
      'How old what is read may be, in seconds, where an operation does not say (`@freshness(maxAge:)`); 0: systems are always asked.',
    expected: 'a whole number from 0 to 86400',
    schema: integer(0, 86_400),
    default: '60',
  },
  cacheStaleSeconds: {
    name: 'CACHE_STALE_SECONDS',
    meaning:
      'How old what is read may be, in seconds, while its system fails; `provenance` says so. 0: a failure is always an error.',
    expected: 'a whole number from 0 to 86400',
    schema: integer(0, 86_400),
    default: '900',
  },
  cacheMegabytes: {
    name: 'CACHE_MEGABYTES',
    meaning: 'How much memory what systems answered may take in each process, estimated.',
    expected: 'a whole number from 1 to 65536',
    schema: integer(1, 65_536),
    default: '64',
  },
  limitsFile: {
    name: 'LIMITS_FILE',
    meaning:
      'A YAML file that changes how large operations may be, by class of caller: `portal: { depth: 12 }`. See gateway/limits/operation-limits.ts.',
    expected: 'a path',
    schema: z.string(),
  },
  auditRetentionDays: {
    name: 'AUDIT_RETENTION_DAYS',
    meaning: 'How long it is kept who read or changed what.',
    expected: 'a whole number from 1 to 36500',
    schema: integer(1, 36_500),
    default: '400',
  },
  eventsPollSeconds: {
    name: 'EVENTS_POLL_SECONDS',
    meaning: 'How often systems that tell nothing by themselves are asked what has changed.',
    expected: 'a whole number from 1 to 3600',
    schema: integer(1, 3_600),
    default: '10',
  },
  eventsSweepSeconds: {
    name: 'EVENTS_SWEEP_SECONDS',
    meaning: 'How often the others are asked, for what got lost on its way.',
    expected: 'a whole number from 5 to 86400',
    schema: integer(5, 86_400),
    default: '60',
  },
  projectionSeconds: {
    name: 'PROJECTION_SECONDS',
    meaning:
      'How often lists that are kept here, because their system cannot answer them for many customers at once, are compared with what it lists as changed; an operation that takes answers so old is answered from them. 0: none are kept.',
    expected: 'a whole number from 0 to 86400',
    schema: integer(0, 86_400),
    default: '20',
  },
  processConcurrency: {
    name: 'PROCESS_CONCURRENCY',
    meaning:
      'How many runs of business processes this process has in hand at once; 0: none, where `npm run processes` runs them.',
    expected: 'a whole number from 0 to 1000',
    schema: integer(0, 1_000),
    default: '50',
  },
  processAttempts: {
    name: 'PROCESS_ATTEMPTS',
    meaning: 'How often a step of a run is tried while its system fails, before a person has to look.',
    expected: 'a whole number from 1 to 100',
    schema: integer(1, 100),
    default: '8',
  },
  processPatienceSeconds: {
    name: 'PROCESS_PATIENCE_SECONDS',
    meaning: 'For how long.',
    expected: 'a whole number from 1 to 86400',
    schema: integer(1, 86_400),
    default: '900',
  },
  processPlanSeconds: {
    name: 'PROCESS_PLAN_SECONDS',
    meaning: 'How long a plan that somebody was shown can be started.',
    expected: 'a whole number from 10 to 86400',
    schema: integer(10, 86_400),
    default: '900',
  },
  processSyncSeconds: {
    name: 'PROCESS_SYNC_SECONDS',
    meaning: 'How long a start with `mode: SYNC` waits for its run before it answers it as it is.',
    expected: 'a whole number from 1 to 600, less than EXECUTION_TIMEOUT_MS',
    schema: integer(1, 600),
    default: '20',
  },
  processKeptDays: {
    name: 'PROCESS_KEPT_DAYS',
    meaning: 'How long runs that are over stay readable.',
    expected: 'a whole number from 30 to 3650',
    schema: integer(30, 3_650),
    default: '365',
  },
  processTriggers: {
    name: 'PROCESS_TRIGGERS',
    meaning:
      'What starts by itself: `case-opened` checks what its customer is entitled to, `payment-failed` suspends that after days of grace and restores it, `opportunity-won` begins quote-to-cash, `renewal-window` begins to renew a contract when its window opens. Unset: nothing.',
    expected: `of ${TRIGGERS.join(', ')}, separated by commas`,
    schema: z
      .string()
      .transform((text) => text.split(',').map((name) => name.trim()))
      .pipe(z.array(z.enum(TRIGGERS)))
      .transform((names) => new Set(names)),
  },
  processNotEntitled: {
    name: 'PROCESS_NOT_ENTITLED',
    meaning:
      'What becomes of an opened case whose customer is not entitled: agents are told, it waits until that has changed, or it goes to PROCESS_BILLING_GROUP. One of the worst severity never waits.',
    ...oneOf('annotate', 'hold', 'route-to-billing'),
    default: 'annotate',
  },
  processBillingGroup: {
    name: 'PROCESS_BILLING_GROUP',
    meaning: 'The group of support that such cases go to, as support names it.',
    expected: 'text',
    schema: z.string(),
    default: 'Billing Support',
  },
  processPaymentGraceDays: {
    name: 'PROCESS_PAYMENT_GRACE_DAYS',
    meaning: 'Days after a failed payment until what the customer is entitled to is suspended.',
    expected: 'a whole number from 0 to 365',
    schema: integer(0, 365),
    default: '14',
  },
  processRulesFile: {
    name: 'PROCESS_RULES_FILE',
    meaning:
      'The YAML file in which finance says what a deal, a renewal and a failed payment may do by themselves, for the company and for each business unit; it wins over PROCESS_NOT_ENTITLED, PROCESS_BILLING_GROUP and PROCESS_PAYMENT_GRACE_DAYS. Unset: the defaults. See subgraphs/processes/rules.md.',
    expected: 'a path',
    schema: z.string(),
  },
  webhookEndpointsFile: {
    name: 'WEBHOOK_ENDPOINTS_FILE',
    meaning:
      'The YAML file that declares where partners are told of events; unset: nobody is. See subgraphs/events/outbound/README.md.',
    expected: 'a path',
    schema: z.string(),
  },
  metricsToken: {
    name: 'METRICS_TOKEN',
    meaning:
      'The bearer token that /metrics asks for; unset: only this machine reads it, and nobody where HOST is not loopback.',
    expected: '16 to 256 characters without spaces',
    schema: z.string().regex(/^\S{16,256}$/),
    secret: true,
  },
  otlpEndpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    meaning: 'Where traces are sent, by OTLP over HTTP: `http://localhost:4318`. Unset: none are written.',
    expected: 'an http:// or https:// URL',
    schema: url('http:', 'https:'),
  },
  otlpHeaders: {
    name: 'OTEL_EXPORTER_OTLP_HEADERS',
    meaning: 'Headers for whoever takes the traces: `authorization=Bearer%20abc,tenant=weft`.',
    expected: 'name=value pairs separated by commas, percent-encoded',
    schema: z.string().regex(/^[\w-]+=[^,]*(,[\w-]+=[^,]*)*$/),
    secret: true,
  },
  serviceName: {
    name: 'OTEL_SERVICE_NAME',
    meaning: 'What this process is called in traces.',
    expected: 'text',
    schema: z.string(),
    default: 'weft',
  },
  tracesSampler: {
    name: 'OTEL_TRACES_SAMPLER',
    meaning: 'Which operations are traced.',
    ...oneOf(...SAMPLERS),
    default: 'parentbased_always_on',
  },
  tracesSamplerRatio: {
    name: 'OTEL_TRACES_SAMPLER_ARG',
    meaning: 'The share of operations that a sampler with a ratio takes.',
    expected: 'a number from 0 to 1',
    schema: z
      .string()
      .regex(/^\d*\.?\d+$/)
      .transform(Number)
      .pipe(z.number().min(0).max(1)),
    default: '1',
  },
  traceClients: {
    name: 'TRACE_CLIENTS',
    meaning:
      "What a client's traceparent is to our trace: a link, so that no client decides what is recorded, or the parent, where every client is trusted.",
    ...oneOf('link', 'parent'),
    default: 'link',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    meaning: 'The least important log line that is written, as JSON on stderr.',
    ...oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    default: 'info',
  },
} as const satisfies Record<string, Setting>

export type Settings = SettingValues<typeof SETTINGS>

/** What the settings say of the cache. */
export const cacheSettingsOf = (settings: Settings): CacheSettings => ({
  url: settings.cacheUrl,
  maxAgeSeconds: settings.cacheMaxAgeSeconds,
  staleSeconds: settings.cacheStaleSeconds,
  maxBytes: settings.cacheMegabytes * 1024 * 1024,
})

/** How often systems are asked what has changed, by the settings. */
export const lookIntervalsOf = (settings: Settings): { pollMs: number; sweepMs: number } => ({
  pollMs: settings.eventsPollSeconds * 1000,
  sweepMs: settings.eventsSweepSeconds * 1000,
})

/** How patient runs are, by the settings. */
export const processPolicyOf = (settings: Settings) => ({
  attempts: settings.processAttempts,
  patienceMs: settings.processPatienceSeconds * 1000,
  planMs: settings.processPlanSeconds * 1000,
  syncMs: settings.processSyncSeconds * 1000,
  keptDays: settings.processKeptDays,
})

const NOT_ENTITLED = {
  annotate: 'ANNOTATE',
  hold: 'HOLD',
  'route-to-billing': 'ROUTE_TO_BILLING',
} as const

/** What processes may do by themselves, by the settings. */
export const processRulesOf = (settings: Settings) => ({
  onNotEntitled: NOT_ENTITLED[settings.processNotEntitled],
  billingGroup: settings.processBillingGroup,
  paymentGraceDays: settings.processPaymentGraceDays,
})

/** Whether an address can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Reads the settings of this process; throws INVALID_SETTING for what is unknown, malformed or does not fit together. */
export function readSettings(sources: SettingSources): Settings {
  const settings = parseSettings(SETTINGS, sources)
  const { authIssuer, authIssuersFile, authJwksUrl, host } = settings
  if (authIssuer && !authJwksUrl) throw required('AUTH_JWKS_URL', 'where AUTH_ISSUER is')
  if (authJwksUrl && !authIssuer) throw required('AUTH_ISSUER', 'where AUTH_JWKS_URL is')
  if (authIssuer && authIssuersFile)
    throw new WeftError(
      'INVALID_SETTING',
      'AUTH_ISSUER and AUTH_ISSUERS_FILE: one of them says whose tokens count',
    )
  if (!authIssuer && !authIssuersFile && !isLoopback(host))
    throw required('AUTH_ISSUER', 'where HOST is not loopback')
  return settings
}

const required = (name: string, where: string): WeftError =>
  new WeftError('INVALID_SETTING', `${name} must be set ${where}`)
