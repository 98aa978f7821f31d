import { GraphQLError, parse } from 'graphql'
import type { Client } from '../clients/client.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { type Parameters, readRest, type ToOperation } from '../http/read-operation.ts'
import { asksForSchema } from './check-documents.ts'

/** How a client names a document: `documentId: "sha256:…"`, or as Apollo's clients do. */
function hashIn({ documentId, extensions }: Parameters): string | undefined {
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '').toLowerCase()
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } | null } | null | undefined)
    ?.persistedQuery
  return typeof persisted?.sha256Hash === 'string' ? persisted.sha256Hash.toLowerCase() : undefined
}

/** Whether a text may be run at all: one that asks for the schema itself may not. Found out once for each text. */
function createSchemaCheck(): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    const found = known.get(text) ?? tellsOnlyRecords(text)
    known.set(text, found)
    return found
  }
}

function tellsOnlyRecords(text: string): boolean {
  try {
    return !asksForSchema(parse(text, { noLocation: true }))
  } catch (error) {
    // The execution says what is wrong with it.
    if (error instanceof GraphQLError) return true
    throw error
  }
}

/**
 * Reads operations of clients that may send no text, but one of the documents that they registered. Throws
 * DOCUMENT_NOT_REGISTERED (403) for everything else, whether it is another client's or nobody's.
 */
export function createRegisteredOperations(): (client: Client) => ToOperation {
  const mayRun = createSchemaCheck()
  return ({ documents }) =>
    (parameters) => {
      const hash = hashIn(parameters)
      const hasText = parameters.query !== undefined && parameters.query !== null
      const query = hash === undefined || hasText ? undefined : documents.get(hash)
      if (query === undefined || !mayRun(query)) throw new HttpRefusal(403, 'DOCUMENT_NOT_REGISTERED')
      return { query, ...readRest(parameters) }
    }
}
