import { execute, parse } from 'graphql'
import { json } from 'node:stream/consumers'
import { QUERIES } from '../queries.ts'
import { createMonolithSchema } from '../world/monolith.ts'
import { verifyToken } from '../world/tokens.ts'
import { serve } from './contestant.ts'

/** The floor: the same answers from memory, turned into text by JSON.stringify. */
const schema = createMonolithSchema()
const answers = new Map(
  QUERIES.map(({ text }) => [operationOf(text(0)), execute({ schema, document: parse(text(0)) })]),
)

/** `query Miss { …` is Miss: its operations differ, one answer stands for all. */
function operationOf(query: string): string | undefined {
  return query.split(' ', 2)[1]
}

function isKnown(authorization: string | undefined): boolean {
  try {
    return verifyToken(authorization) !== undefined
  } catch {
    return false
  }
}

serve(async (incoming, response) => {
  if (!isKnown(incoming.headers.authorization)) return void response.writeHead(401).end()
  const { query } = (await json(incoming)) as { query: string }
  const text = JSON.stringify(answers.get(operationOf(query)) ?? {})
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
})
