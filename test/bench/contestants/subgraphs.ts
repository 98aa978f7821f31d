import { json } from 'node:stream/consumers'
import { type DocumentNode, execute, parse } from 'graphql'
import { createSubgraphs } from '../world/supergraph.ts'
import { serve } from './contestant.ts'

/** All subgraphs over HTTP, as lean as graphql-js allows: what waits behind every gateway of the bench. */
const schemas = new Map(createSubgraphs().map(({ name, schema }) => [`/${name}`, schema]))
const documents = new Map<string, DocumentNode>()

function documentOf(query: string): DocumentNode {
  const document = documents.get(query) ?? parse(query, { noLocation: true })
  if (documents.size < 1000) documents.set(query, document)
  return document
}

serve(async (incoming, response) => {
  const schema = schemas.get(incoming.url ?? '')
  const { query, variables } = (await json(incoming)) as {
    query: string
    variables?: Record<string, unknown>
  }
  const result =
    schema && (await execute({ schema, document: documentOf(query), variableValues: variables ?? null }))
  const text = JSON.stringify(result)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  response.end(text)
})
