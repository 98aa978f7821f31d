import { WeftError } from '#shared/errors.ts'
import { parseSettings, type Setting, type SettingSources, type SettingValues } from '#shared/settings.ts'
import { CALLERS } from './settings/callers.ts'
import { CHANGES } from './settings/changes.ts'
import { INSTALLATION } from './settings/installation.ts'
import { isLoopback } from './settings/loopback.ts'
import { OPERATIONS } from './settings/operations.ts'
import { PROCESSES } from './settings/processes.ts'
import { SUBGRAPHS_APART } from './settings/subgraphs-apart.ts'
import { TELEMETRY } from './settings/telemetry.ts'
import { WEBHOOKS } from './settings/webhooks.ts'

/** Every setting of the gateway and of the processes that it starts, in the order of `.env.example`. */
export const SETTINGS = {
  ...INSTALLATION,
  ...CALLERS,
  ...SUBGRAPHS_APART,
  ...OPERATIONS,
  ...CHANGES,
  ...PROCESSES,
  ...WEBHOOKS,
  ...TELEMETRY,
} satisfies Record<string, Setting>

export type Settings = SettingValues<typeof SETTINGS>

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
