import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import { refusal } from './errors.ts'
import type { Operation } from './execution.ts'
import { type BoundedCache, createBoundedCache } from './lru.ts'

type ParsedDocument = { document: DocumentNode } | { errors: readonly GraphQLError[] }

/** An operation that may be planned, or why not. */
export type PreparedOperation =
  | { document: DocumentNode; operation: OperationDefinitionNode }
  | { errors: readonly GraphQLError[] }

/** Parses and validates documents once; the result is the same for everybody who sends the same text. */
export interface DocumentCache {
  prepare(operation: Operation): PreparedOperation
  readonly counters: BoundedCache<ParsedDocument>['counters']
}

/** What a parsed document weighs for each character of its text: measured on generated operations, rounded up. */
const BYTES_PER_CHARACTER = 80

/** Locations double what a document weighs, and only errors need them. */
function explainErrors(schema: GraphQLSchema, query: string): ParsedDocument {
  return { errors: refusal('BAD_REQUEST', validate(schema, parse(query))) }
}

function parseAndValidate(schema: GraphQLSchema, query: string): ParsedDocument {
  try {
    const document = parse(query, { noLocation: true })
    return validate(schema, document).length > 0 ? explainErrors(schema, query) : { document }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return { errors: refusal('BAD_REQUEST', [error]) }
  }
}

function noSuchOperation(operationName: string | undefined): GraphQLError[] {
  const message = operationName
    ? `The document has no operation named ${JSON.stringify(operationName)}.`
    : 'The document has several operations: operationName must say which.'
  return refusal('BAD_REQUEST', [new GraphQLError(message)])
}

/** Creates the cache of parsed and validated documents of one schema. */
export function createDocumentCache(schema: GraphQLSchema, maxBytes: number): DocumentCache {
  const documents = createBoundedCache<ParsedDocument>(maxBytes)
  return {
    counters: documents.counters,
    prepare({ query, operationName }) {
      let parsed = documents.get(query)
      if (!parsed) {
        parsed = parseAndValidate(schema, query)
        documents.set(query, parsed, query.length * BYTES_PER_CHARACTER)
      }
      if ('errors' in parsed) return parsed
      const operation = getOperationAST(parsed.document, operationName)
      return operation ? { document: parsed.document, operation } : { errors: noSuchOperation(operationName) }
    },
  }
}

/** The operation's variables with defaults and custom scalars applied, or why they do not fit. */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Operation['variables'],
): { coerced: Readonly<Record<string, unknown>> } | { errors: readonly GraphQLError[] } {
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, variables ?? {}, {
    maxErrors: 20,
  })
  return errors ? { errors: refusal('INVALID_ARGUMENT', errors) } : { coerced }
}
