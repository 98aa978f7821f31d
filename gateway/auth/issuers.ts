import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Metric } from '#shared/telemetry/metric.ts'
import type { Settings } from '../settings.ts'
import { isLoopback } from '../settings/loopback.ts'
import { DEVELOPMENT_ISSUER, type DevelopmentIssuer, openDevelopmentIssuer } from './development-issuer.ts'
import { type DeclaredIssuer, readIssuers } from './parse-issuers.ts'
import { createPublishedKeys, type PublishedKeys } from './published-keys.ts'
import { TOKEN_ALGORITHMS, type TrustedIssuer } from './trusted-issuer.ts'

/** Whose tokens count. */
export interface Issuers {
  trusted: readonly TrustedIssuer[]
  /** Undefined where an issuer is configured. */
  development: DevelopmentIssuer | undefined
  metrics: Metric[]
}

type IssuerSettings = Pick<
  Settings,
  'host' | 'dataDirectory' | 'authIssuer' | 'authJwksUrl' | 'authIssuersFile' | 'authAudience'
>

type DeclaringSettings = Pick<IssuerSettings, 'authIssuer' | 'authJwksUrl' | 'authIssuersFile'>

/** The configured issuers, or else the development issuer, which then exists: never both, and on loopback alone. */
export async function openIssuers(
  settings: IssuerSettings,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<Issuers> {
  const { authAudience: audience, dataDirectory: directory, host } = settings
  const declared = declaredIssuers(settings)
  if (declared.length === 0) {
    if (!isLoopback(host))
      throw new WeftError('INVALID_SETTING', `the development issuer serves loopback only, not ${host}`)
    const development = await openDevelopmentIssuer({ directory, audience, clock })
    return { trusted: [development.trusted], development, metrics: metricsOfIssuers([], [], clock) }
  }
  const published = declared.map((each) => createPublishedKeys({ url: each.jwksUrl, clock, logger }))
  const trusted = declared.map((each, index): TrustedIssuer => {
    const { keys, version } = published[index] as PublishedKeys
    return {
      issuer: each.issuer,
      audience: each.audience ?? audience,
      algorithms: each.algorithms ?? TOKEN_ALGORITHMS,
      keys,
      keysVersion: version,
    }
  })
  return { trusted, development: undefined, metrics: metricsOfIssuers(declared, published, clock) }
}

/** The names of those whose tokens count by these settings. */
export function issuerNamesOf(settings: DeclaringSettings): string[] {
  const names = declaredIssuers(settings).map(({ issuer }) => issuer)
  return names.length > 0 ? names : [DEVELOPMENT_ISSUER]
}

function declaredIssuers({ authIssuer, authJwksUrl, authIssuersFile }: DeclaringSettings): DeclaredIssuer[] {
  if (authIssuersFile !== undefined) return readIssuers(authIssuersFile)
  return authIssuer && authJwksUrl ? [{ issuer: authIssuer, jwksUrl: authJwksUrl }] : []
}

/** An issuer that does not answer is seen here long before its last keys are too old. */
export function metricsOfIssuers(
  declared: readonly DeclaredIssuer[],
  published: readonly PublishedKeys[],
  clock: Clock,
): Metric[] {
  const samples = (numberOf: (keys: PublishedKeys) => number | undefined) =>
    published.flatMap((keys, index) => {
      const value = numberOf(keys)
      return value === undefined ? [] : [{ labels: { issuer: declared[index]?.issuer ?? '' }, value }]
    })
  const ageOf = (readAt: number | undefined) =>
    readAt === undefined ? undefined : (clock.now().getTime() - readAt) / 1000
  return [
    {
      name: 'weft_issuer_keys_age_seconds',
      kind: 'gauge',
      help: "How long ago an issuer's keys were read; none before a token of it has come.",
      read: () => samples((keys) => ageOf(keys.readAt())),
    },
    {
      name: 'weft_issuer_keys_failures_total',
      kind: 'counter',
      help: "How often an issuer's keys could not be read; the last ones hold for a day.",
      read: () => samples((keys) => keys.failures()),
    },
  ]
}
