import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import { openSubgraphsApart } from '#gateway/split/subgraphs-apart.ts'
import { SUPERGRAPH_FILE } from '#gateway/supergraph-file.ts'
import { systemClock } from '#shared/clock.ts'
import type { Configuration } from '#shared/connections/configuration.ts'
import { openStore } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { type StartedCommand, startCommand } from './started-gateway.ts'
import {
  createStage,
  ENGINES,
  type EngineName,
  type Stage,
  startSurroundings,
  startWorld,
  type WorldOptions,
} from './world.ts'

/** The same graph with every subgraph in a process of its own, as `npm run subgraph` starts them. */
export interface SplitWorld extends Stage, AsyncDisposable {
  /** Where a subgraph answers: the gateway, and nobody else. */
  urlOf(subgraph: string): string
  /** Ends a subgraph without a word, as `kill -9` does. */
  kill(subgraph: string): Promise<void>
  /** Starts it again where it was. */
  restart(subgraph: string): Promise<void>
}

/** In what a scenario plays: where its subgraphs are, and which engines can run it there. */
export interface Layout {
  layout: string
  engines: readonly EngineName[]
  /** Apart, two fetches of one system come as two requests, and may miss the call that both could share. */
  missedCalls: number
  start(options?: WorldOptions): Promise<Stage & AsyncDisposable>
}

export const LAYOUTS: readonly Layout[] = [
  { layout: 'in one process', engines: ENGINES, missedCalls: 0, start: startWorld },
  { layout: 'with subgraphs apart', engines: ['planned'], missedCalls: 1, start: startSplitWorld },
]

const EXECUTION_TIMEOUT_MS = 30_000

export async function startSplitWorld(options: WorldOptions = {}): Promise<SplitWorld> {
  await using stack = new AsyncDisposableStack()
  const surroundings = await startSurroundings(options, stack)
  const { directory: dataDirectory } = surroundings
  const store = await openStore({ databaseUrl: undefined, directory: dataDirectory, logger: silentLogger })
  stack.defer(() => store.close())
  const environment = {
    ...writeConnectionsFile(dataDirectory, surroundings.configuration),
    DATABASE_URL: store.databaseUrl,
    DATA_DIRECTORY: dataDirectory,
    LOG_LEVEL: 'silent',
    ...cacheVariables(options),
  }
  const subgraphs = await startSubgraphs(environment, stack)
  const subgraphsApart = new Map([...subgraphs].map(([name, { url }]) => [name, url]))
  const settings = { dataDirectory, executionTimeoutMs: EXECUTION_TIMEOUT_MS, subgraphSigningKey: undefined }
  const apart = await openSubgraphsApart({ ...settings, subgraphsApart }, systemClock)
  const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8')
  const planned = createPlannedExecution({ ...apart, supergraphSdl })
  stack.defer(() => planned.close())
  const owned = stack.move()

  const subgraphOf = (name: string): StartedSubgraph => {
    const subgraph = subgraphs.get(name)
    if (!subgraph) throw new Error(`there is no subgraph ${name}`)
    return subgraph
  }
  return {
    ...createStage(surroundings, { planned }),
    urlOf: (name) => subgraphOf(name).url,
    async kill(name) {
      const { command } = subgraphOf(name)
      command.child.kill('SIGKILL')
      await command.ended
    },
    async restart(name) {
      const { port } = new URL(subgraphOf(name).url)
      subgraphs.set(name, await startSubgraph(name, { ...environment, SUBGRAPH_PORT: port }))
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** As a world in one process: every operation reads, unless a test says otherwise. */
function cacheVariables({ cache = {} }: WorldOptions): Record<string, string> {
  const { maxAgeSeconds = 0, staleSeconds = 0 } = cache
  return { CACHE_MAX_AGE_SECONDS: String(maxAgeSeconds), CACHE_STALE_SECONDS: String(staleSeconds) }
}

/** What scenarios ask. The event log is left out: it asks systems for changes by itself, and calls are counted. */
const SUBGRAPHS = ['crosswalk', 'crm', 'billing', 'support', 'erp']

interface StartedSubgraph {
  command: StartedCommand
  url: string
}

/** Starts all of them at once; ready when the crosswalk has found who is who. */
async function startSubgraphs(
  environment: Record<string, string>,
  stack: AsyncDisposableStack,
): Promise<Map<string, StartedSubgraph>> {
  const started = new Map<string, StartedSubgraph>()
  stack.defer(async () => {
    await Promise.all([...started.values()].map(({ command }) => command.interrupt()))
  })
  await Promise.all(
    SUBGRAPHS.map(async (name) => {
      started.set(name, await startSubgraph(name, { ...environment, SUBGRAPH_PORT: '0' }))
    }),
  )
  const crosswalk = started.get('crosswalk')
  while (crosswalk && !(await fetch(new URL('/health/ready', crosswalk.url))).ok);
  return started
}

async function startSubgraph(name: string, environment: Record<string, string>): Promise<StartedSubgraph> {
  const command = startCommand(['subgraphs/main.ts', name], environment)
  return { command, url: await command.printed(/answers at (\S+)/) }
}

/** The configuration as a deployer writes it, with secrets by reference; answers the variables that go with it. */
function writeConnectionsFile(directory: string, configuration: Configuration): Record<string, string> {
  const secrets: Record<string, string> = {}
  const connections = configuration.connections.map(({ domain: _, limits: __, ...connection }) => ({
    ...connection,
    environment: connection.environment.toLowerCase(),
    credentials: Object.fromEntries(
      Object.entries(connection.credentials).map(([name, secret]) => {
        const variable = `CREDENTIAL_${connection.vendor}_${name}`.toUpperCase()
        secrets[variable] = secret
        return [name, `env:${variable}`]
      }),
    ),
  }))
  const file = path.join(directory, 'connections.yaml')
  const { businessUnits } = configuration
  writeFileSync(file, JSON.stringify({ connections, businessUnits }))
  return { ...secrets, CONNECTIONS_FILE: file }
}
