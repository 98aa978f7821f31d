import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { composeServices } from '@apollo/composition'
import type { ServiceDefinition } from '@apollo/federation-internals'
import { applyTagFilterOnSubgraphs } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { readTypeDefs } from '#shared/subgraph/subgraph.ts'
import { PARTNER_CONTRACT_FILE, SUPERGRAPH_FILE } from './supergraph-file.ts'

const ROOT = new URL('../', import.meta.url)

const SupergraphConfig = z.strictObject({
  subgraphs: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/),
    z.strictObject({ routing_url: z.url(), schema: z.strictObject({ file: z.string() }) }),
  ),
})

/** The tag of what partners see. */
const PARTNER_TAG = 'partner'

function readServices(configFile: URL): ServiceDefinition[] {
  const { subgraphs } = SupergraphConfig.parse(parseYaml(readFileSync(configFile, 'utf8')))
  return Object.entries(subgraphs).map(([name, { routing_url, schema }]) => ({
    name,
    url: routing_url,
    typeDefs: readTypeDefs(new URL(schema.file, ROOT)),
  }))
}

function compose(services: ServiceDefinition[]): string {
  const result = composeServices(services)
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n'))
  return `${result.supergraphSdl.trim()}\n`
}

const CONFIG_FILE = new URL('supergraph.yaml', ROOT)

/** Composes the subgraphs that `supergraph.yaml` names into supergraph SDL; throws with every composition error. */
export const composeSupergraph = (configFile = CONFIG_FILE): string => compose(readServices(configFile))

/**
 * The same subgraphs as partners see them: what is not tagged for them is `@inaccessible`, so that fields they see may
 * still require it. Composed by the same composition, which @theguild/federation-composition's own differs from.
 */
export const composePartnerContract = (configFile = CONFIG_FILE): string =>
  compose(
    applyTagFilterOnSubgraphs(readServices(configFile), {
      include: new Set([PARTNER_TAG]),
      exclude: new Set(),
    }),
  )

/** Writes what was composed, if it is GraphQL. */
function write(file: URL, sdl: string): void {
  parse(sdl)
  writeFileSync(file, sdl)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  write(SUPERGRAPH_FILE, composeSupergraph())
  write(PARTNER_CONTRACT_FILE, composePartnerContract())
}
