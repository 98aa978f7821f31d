import { readFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { WeftError } from '#shared/errors.ts'

const CONFIG_FILE = new URL('../../supergraph.yaml', import.meta.url)
const SupergraphConfig = z.object({ subgraphs: z.record(z.string(), z.object({ routing_url: z.url() })) })

/** Which subgraphs run apart, as SUBGRAPHS_APART says it: a URL, or undefined where `supergraph.yaml` has it. */
export type SubgraphNames = 'all' | ReadonlyMap<string, string | undefined>

/** Where `supergraph.yaml` says that each subgraph answers when it runs apart. */
export function readRoutingUrls(): ReadonlyMap<string, URL> {
  const { subgraphs } = SupergraphConfig.parse(parseYaml(readFileSync(CONFIG_FILE, 'utf8')))
  return new Map(Object.entries(subgraphs).map(([name, { routing_url }]) => [name, new URL(routing_url)]))
}

/** The URLs of the subgraphs that run apart. Throws INVALID_SETTING for a name that is none of the supergraph's. */
export function routesOf(
  apart: SubgraphNames | undefined,
  routingUrls: ReadonlyMap<string, URL>,
): ReadonlyMap<string, URL> {
  if (apart === undefined) return new Map()
  if (apart === 'all') return routingUrls
  return new Map([...apart].map(([name, url]) => [name, routeOf(name, url, routingUrls)]))
}

function routeOf(name: string, given: string | undefined, routingUrls: ReadonlyMap<string, URL>): URL {
  const usual = routingUrls.get(name)
  if (usual) return given === undefined ? usual : new URL(given)
  const names = [...routingUrls.keys()].join(', ')
  throw new WeftError('INVALID_SETTING', `SUBGRAPHS_APART: there is no subgraph ${name}, only ${names}`)
}
