import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Endpoint } from '#events/outbound/endpoint.ts'
import { readEndpoints } from '#events/outbound/parse-endpoints.ts'
import type { Configuration } from '#shared/connections/configuration.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import { parseConfiguration } from '#shared/connections/parse-configuration.ts'
import { WeftError } from '#shared/errors.ts'
import type { Environment } from '#shared/settings.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { createDemoConfiguration } from './demo-configuration.ts'
import { startEmulatorProcess } from './emulator-process.ts'
import { VENDORS } from './providers.ts'

/** Where the company's configuration comes from, and what of it concerns this process. */
export interface CompanySource {
  /** Undefined: the demo world, on emulators that end with this process. */
  connectionsFile: string | undefined
  /** What to join, from a caller that already knows; no file is read and no emulator started. */
  configuration?: Configuration
  /** Where partners are told of events, if anywhere; only the process that has the events reads it. */
  webhookEndpointsFile?: string | undefined
  /** Names of the subgraphs that run in this process; undefined: every one. Only their systems are called. */
  only?: ReadonlySet<string> | undefined
  /** What credentials in the connections file may refer to. */
  environment: Environment
  logger: Logger
}

/** Subgraphs that read every system; a domain reads its own. */
const OF_ALL_SYSTEMS = ['crosswalk', 'events', 'processes']

/** Whether a process with these subgraphs calls the systems of a domain. */
export const mayCall = (domain: SystemDomain, only: ReadonlySet<string> | undefined): boolean =>
  only === undefined || only.has(domain.toLowerCase()) || OF_ALL_SYSTEMS.some((name) => only.has(name))

/** What the company consists of: as given, from the connections file, or the demo world on emulators that end with `stack`. */
export async function readCompany(
  { configuration, connectionsFile, environment, only, logger }: CompanySource,
  stack: AsyncDisposableStack,
): Promise<Configuration> {
  if (configuration) return configuration
  if (only?.size === 0) return { connections: [], businessUnits: [] }
  if (connectionsFile === undefined) {
    const emulators = await startEmulatorProcess(logger)
    stack.defer(() => emulators.close())
    return createDemoConfiguration(emulators.addresses)
  }
  const directory = dirname(connectionsFile)
  return parseConfiguration(readConnectionsFile(connectionsFile), {
    vendors: VENDORS,
    environment,
    directory,
    mayCall: (domain) => mayCall(domain, only),
  })
}

function readConnectionsFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new WeftError('INVALID_SETTING', `CONNECTIONS_FILE: ${file} cannot be read (${reason})`, {}, error)
  }
}

/** Where partners are told of events; only the process that has the events reads it. */
export function endpointsOf(
  { webhookEndpointsFile, environment, only }: CompanySource,
  { connections, businessUnits }: Configuration,
): Endpoint[] {
  if (only && !only.has('events')) return []
  const environments = connections.map((connection) => connection.environment)
  const company = { environments, businessUnits: businessUnits.map(({ key }) => key) }
  return readEndpoints(webhookEndpointsFile, { environment, company })
}
