import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate, visit } from 'graphql'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Client } from '../clients/client.ts'

/** A registered document that cannot be run, and why. */
export interface UnfitDocument {
  clientId: string
  hash: string
  reasons: readonly string[]
}

/** The registered documents of partners that do not fit the contract, or ask for the schema itself. */
function findUnfitDocuments(clients: readonly Client[], schema: GraphQLSchema): UnfitDocument[] {
  return clients.flatMap(({ id, kind, documents }) =>
    kind === 'PARTNER'
      ? [...documents].flatMap(([hash, text]) => {
          const reasons = reasonsAgainst(text, schema)
          return reasons.length > 0 ? [{ clientId: id, hash, reasons }] : []
        })
      : [],
  )
}

/** Tells the log which registered documents will be refused, so that somebody knows before a partner does. */
export function reportUnfitDocuments(
  clients: readonly Client[],
  schema: GraphQLSchema,
  logger: Logger,
): void {
  for (const unfit of findUnfitDocuments(clients, schema))
    logger.error(unfit, 'a registered document does not fit what partners see')
}

function reasonsAgainst(text: string, schema: GraphQLSchema): string[] {
  try {
    const document = parse(text)
    const errors = validate(schema, document).map(({ message }) => message)
    return asksForSchema(document) ? [...errors, 'It asks for the schema itself.'] : errors
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message]
    throw error
  }
}

/** `__typename` is the answer's; `__schema` and `__type` are the schema. */
export function asksForSchema(document: DocumentNode): boolean {
  let asks = false
  visit(document, {
    Field({ name: { value } }) {
      if (value === '__schema' || value === '__type') asks = true
    },
  })
  return asks
}
