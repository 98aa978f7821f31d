import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { readTypeDefs } from '#shared/subgraph/subgraph.ts'
import { SUPERGRAPH_FILE } from './supergraph-file.ts'

const ROOT = new URL('../', import.meta.url)

const SupergraphConfig = z.strictObject({
  subgraphs: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/),
    z.strictObject({ routing_url: z.url(), schema: z.strictObject({ file: z.string() }) }),
  ),
})

/** Composes the subgraphs that `supergraph.yaml` names into supergraph SDL; throws with every composition error. */
export function composeSupergraph(configFile: URL = new URL('supergraph.yaml', ROOT)): string {
  const { subgraphs } = SupergraphConfig.parse(parseYaml(readFileSync(configFile, 'utf8')))
  const result = composeServices(
    Object.entries(subgraphs).map(([name, { routing_url, schema }]) => ({
      name,
      url: routing_url,
      typeDefs: readTypeDefs(new URL(schema.file, ROOT)),
    })),
  )
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n'))
  return `${result.supergraphSdl.trim()}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const supergraph = composeSupergraph()
  parse(supergraph)
  writeFileSync(SUPERGRAPH_FILE, supergraph)
}
