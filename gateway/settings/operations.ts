import type { CacheSettings } from '#shared/cache/open-entity-cache.ts'
import type { Setting, SettingValues } from '#shared/settings.ts'
import { oneOf, PATH, urlOf, wholeNumber } from './forms.ts'

/** How operations are run, what is remembered of them, and how large they may be. */
export const OPERATIONS = {
  execution: {
    name: 'EXECUTION',
    meaning: 'What runs operations: our own execution, or @apollo/gateway, with which it is compared.',
    ...oneOf('planned', 'stock'),
    default: 'planned',
  },
  executionTimeoutMs: {
    name: 'EXECUTION_TIMEOUT_MS',
    meaning: 'The longest time one operation may take, in milliseconds.',
    ...wholeNumber(100, 600_000),
    default: '30000',
  },
  cacheUrl: {
    name: 'CACHE_URL',
    meaning:
      'The Redis where processes share what systems answered; unset: each remembers for itself. It holds data of customers.',
    expected: 'a redis:// or rediss:// URL',
    schema: urlOf('redis:', 'rediss:'),
    secret: true,
  },
  cacheMaxAgeSeconds: {
    name: 'CACHE_MAX_AGE_SECONDS',
    meaning:
      'How old what is read may be, in seconds, where an operation does not say (`@freshness(maxAge:)`); 0: systems are always asked.',
    ...wholeNumber(0, 86_400),
    default: '60',
  },
  cacheStaleSeconds: {
    name: 'CACHE_STALE_SECONDS',
    meaning:
      'How old what is read may be, in seconds, while its system fails; `provenance` says so. 0: a failure is always an error.',
    ...wholeNumber(0, 86_400),
    default: '900',
  },
  cacheMegabytes: {
    name: 'CACHE_MEGABYTES',
    meaning: 'How much memory what systems answered may take in each process, estimated.',
    ...wholeNumber(1, 65_536),
    default: '64',
  },
  limitsFile: {
    name: 'LIMITS_FILE',
    meaning:
      'A YAML file that changes how large operations may be, by class of caller: `portal: { depth: 12 }`. See gateway/limits/operation-limits.ts.',
    ...PATH,
  },
  auditRetentionDays: {
    name: 'AUDIT_RETENTION_DAYS',
    meaning: 'How long it is kept who read or changed what.',
    ...wholeNumber(1, 36_500),
    default: '400',
  },
} satisfies Record<string, Setting>

/** What the settings say of the cache. */
export const cacheSettingsOf = (settings: SettingValues<typeof OPERATIONS>): CacheSettings => ({
  url: settings.cacheUrl,
  maxAgeSeconds: settings.cacheMaxAgeSeconds,
  staleSeconds: settings.cacheStaleSeconds,
  maxBytes: settings.cacheMegabytes * 1024 * 1024,
})
