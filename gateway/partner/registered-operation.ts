import type { Client } from '../clients/client.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { type Parameters, readRest, type ToOperation } from '../http/read-operation.ts'

/** How a client names a document: `documentId: "sha256:…"`, or as Apollo's clients do. */
function hashIn({ documentId, extensions }: Parameters): string | undefined {
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '').toLowerCase()
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } | null } | null | undefined)
    ?.persistedQuery
  return typeof persisted?.sha256Hash === 'string' ? persisted.sha256Hash.toLowerCase() : undefined
}

/**
 * Reads an operation of a client that may send no text: one of the documents that it registered. Throws
 * DOCUMENT_NOT_REGISTERED (403) for everything else, whether it is another client's or nobody's.
 */
export const registeredOperationOf =
  ({ documents }: Client): ToOperation =>
  (parameters) => {
    const hash = hashIn(parameters)
    const hasText = parameters.query !== undefined && parameters.query !== null
    const query = hash === undefined || hasText ? undefined : documents.get(hash)
    if (query === undefined) throw new HttpRefusal(403, 'DOCUMENT_NOT_REGISTERED')
    return { query, ...readRest(parameters) }
  }
