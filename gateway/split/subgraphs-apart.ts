import { setTimeout as delay } from 'node:timers/promises'
import type { JSONWebKeySet } from 'jose'
import type { Clock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import type { ExecutionOptions, SubgraphLocation } from '../execution/execution.ts'
import type { PlannedOptions } from '../execution/planned.ts'
import type { ReadinessCheck } from '../health.ts'
import { isLoopback } from '../settings/loopback.ts'
import { readRoutingUrls, routesOf, type SubgraphNames } from './routes.ts'
import { createCallerSigner } from './sign-caller.ts'
import { openSigningKeys } from './signing-keys.ts'
import { createSubgraphHeaders } from './subgraph-headers.ts'

/** What the gateway knows of subgraphs in processes of their own. */
export interface SubgraphsApart
  extends Pick<ExecutionOptions, 'subgraphHeaders'>,
    Pick<PlannedOptions, 'http'> {
  locations: ReadonlyMap<string, SubgraphLocation>
  /** The subgraphs that are left to this process; undefined: every one. */
  here: ReadonlySet<string> | undefined
  /** What subgraphs check the gateway's tokens with; undefined where none is apart. */
  jwks: JSONWebKeySet | undefined
  readiness: readonly ReadinessCheck[]
  /** Resolves when a crosswalk that runs apart can serve links, or with `givenUp`; at once where none does. */
  untilLinksAreFound(givenUp: Promise<void>): Promise<void>
}

export interface SubgraphsApartOptions {
  subgraphsApart: SubgraphNames | undefined
  subgraphSigningKey: string | undefined
  dataDirectory: string
  executionTimeoutMs: number
}

const NONE: SubgraphsApart = {
  locations: new Map(),
  here: undefined,
  jwks: undefined,
  readiness: [],
  untilLinksAreFound: async () => {},
}

const ASKED_AGAIN_AFTER_MS = 500

/** Finds the subgraphs that run apart and opens the key that names callers to them. Throws INVALID_SETTING. */
export async function openSubgraphsApart(
  settings: SubgraphsApartOptions,
  clock: Clock,
): Promise<SubgraphsApart> {
  const routingUrls = readRoutingUrls()
  const routes = routesOf(settings.subgraphsApart, routingUrls)
  if (routes.size === 0) return NONE
  const { subgraphSigningKey: file, dataDirectory, executionTimeoutMs } = settings
  assertKeyReachesThem(routes, file)
  const keys = await openSigningKeys({ file, dataDirectory })
  const signCaller = createCallerSigner(keys, clock)
  return {
    locations: new Map([...routes].map(([name, { href }]) => [name, { kind: 'http', url: href }])),
    here: new Set([...routingUrls.keys()].filter((name) => !routes.has(name))),
    subgraphHeaders: createSubgraphHeaders({ signCaller, operationTimeoutMs: executionTimeoutMs, clock }),
    // The operation's own time: a subgraph is told of it, and answers in part before it is over.
    http: { deadlineMs: executionTimeoutMs },
    jwks: keys.jwks,
    readiness: [...routes].map(([name, url]) => reachabilityOf(name, url)),
    untilLinksAreFound: (givenUp) => untilReady(routes.get('crosswalk'), givenUp),
  }
}

async function untilReady(url: URL | undefined, givenUp: Promise<void>): Promise<void> {
  if (!url) return
  const ready = new URL('/health/ready', url)
  const isReady = () =>
    fetch(ready).then(
      ({ ok }) => ok,
      () => false,
    )
  let isGivenUp = false
  void givenUp.then(() => {
    isGivenUp = true
  })
  while (!isGivenUp && !(await isReady())) await delay(ASKED_AGAIN_AFTER_MS, undefined, { ref: false })
}

/** A key in the data directory is known on this machine alone. */
function assertKeyReachesThem(routes: ReadonlyMap<string, URL>, file: string | undefined): void {
  const [far] = [...routes].filter(([, { hostname }]) => !isLoopback(hostname))
  if (file !== undefined || !far) return
  const [name, { host }] = far
  throw new WeftError('INVALID_SETTING', `SUBGRAPH_SIGNING_KEY must be set where ${name} is at ${host}`)
}

/** A subgraph that is away costs its own fields; without the crosswalk nobody is known. */
function reachabilityOf(name: string, url: URL): ReadinessCheck {
  const live = new URL('/health/live', url)
  return {
    name: `subgraph ${name}`,
    required: name === 'crosswalk',
    reason: () =>
      fetch(live).then(
        ({ ok }) => (ok ? undefined : 'it is not well'),
        () => 'it does not answer',
      ),
  }
}
