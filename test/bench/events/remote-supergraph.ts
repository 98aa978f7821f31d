import { readFileSync } from 'node:fs'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'

/** The supergraph of the one subgraph over HTTP. */
export function composeRemote(url: string): string {
  const typeDefs = parse(readFileSync(new URL('subgraph.graphql', import.meta.url), 'utf8'))
  const { supergraphSdl, errors } = composeServices([{ name: 'escalations', url, typeDefs }])
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'))
  return supergraphSdl
}
