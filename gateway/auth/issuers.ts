import type { Clock } from '#shared/clock.ts'
import type { Settings } from '../settings.ts'
import { createConfiguredIssuer } from './configured-issuer.ts'
import { type DevelopmentIssuer, openDevelopmentIssuer } from './development-issuer.ts'
import type { TrustedIssuer } from './verify-token.ts'

/** The one issuer whose tokens count: the configured one, or else the development issuer, which then exists. */
export async function openIssuers(
  { authIssuer, authJwksUrl, authAudience, dataDirectory }: Settings,
  clock: Clock,
): Promise<{ trusted: TrustedIssuer; development: DevelopmentIssuer | undefined }> {
  if (authIssuer && authJwksUrl) {
    const options = { issuer: authIssuer, audience: authAudience, jwksUrl: authJwksUrl }
    return { trusted: createConfiguredIssuer(options), development: undefined }
  }
  const development = await openDevelopmentIssuer({ directory: dataDirectory, audience: authAudience, clock })
  return { trusted: development.trusted, development }
}
