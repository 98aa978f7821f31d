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
import { isWeftError } from '#shared/errors.ts'
import type { Caller, RequestContext } from '#shared/subgraph/context.ts'
import { callerClassOf } from '../limits/caller-class.ts'
import type { Cost } from '../limits/cost/compile-cost.ts'
import type { Limits, MeasuredDocument } from '../limits/limits.ts'
import { refusal, type Refusal } from './errors.ts'
import { withIdempotencyKey } from './idempotency-key.ts'
import { type BoundedCache, createBoundedCache } from './lru.ts'
import type { Operation } from './operation.ts'
import type { Variables } from './selection/conditions.ts'

/** An operation that fits the schema. */
export interface ValidOperation {
  document: DocumentNode
  operation: OperationDefinitionNode
  measured: MeasuredDocument
}

/** An operation that may be planned, or why not. */
export type PreparedOperation = ValidOperation | Refusal

/** An operation with what decides its cost: nothing has been planned yet, nobody asked. */
export interface PricedOperation extends ValidOperation {
  /** The variables as they were sent, with the request's own key where a mutation's input says none. */
  sent: NonNullable<Operation['variables']>
  coerced: Variables
  cost: Cost
}

/** Parses, measures and validates documents once; the result is the same for everybody who sends the same text. */
export interface DocumentCache {
  /** Refuses what is no GraphQL, what is larger than the caller may send, and what does not fit the schema. */
  prepare(operation: Operation, caller: Caller): PreparedOperation
  /** Whether a known document, with these variables, is larger than this caller may send. */
  admit(measured: MeasuredDocument, operation: Operation, caller: Caller): Refusal | undefined
  /** Reads its variables, and refuses what with these costs more than its caller may spend on one operation. */
  price(
    prepared: ValidOperation,
    variables: Operation['variables'],
    request: Pick<RequestContext, 'caller' | 'idempotencyKey'>,
  ): PricedOperation | Refusal
  readonly counters: BoundedCache<KnownDocument>['counters']
}

interface KnownDocument {
  measured: MeasuredDocument
  /** Undefined until somebody who may send the document has sent it; empty: it is valid. */
  errors: readonly GraphQLError[] | undefined
}

/** What a parsed document weighs for each character of its text: measured on generated operations, rounded up. */
const BYTES_PER_CHARACTER = 80

/** A short text may expand to many selections, and what its lists count is kept for each that variables decide. */
const BYTES_PER_SELECTION = 100

const weigh = (query: string, { size }: MeasuredDocument): number =>
  query.length * BYTES_PER_CHARACTER + size.selections * BYTES_PER_SELECTION

/** Locations double what a document weighs, and only errors need them. */
function validationErrors(schema: GraphQLSchema, query: string, document: DocumentNode): GraphQLError[] {
  const isValid = validate(schema, document).length === 0
  return isValid ? [] : refusal('BAD_REQUEST', validate(schema, parse(query)))
}

/** Runs a check; what it throws about the operation becomes the answer, anything else is a fault. */
function refusalOf<Result>(check: () => Result): Result | Refusal {
  try {
    return check()
  } catch (cause) {
    if (isWeftError(cause))
      return { errors: [new GraphQLError(cause.message, { extensions: cause.extensions })] }
    if (cause instanceof GraphQLError) return { errors: refusal('BAD_REQUEST', [cause]) }
    throw cause
  }
}

function noSuchOperation(operationName: string | undefined): Refusal {
  const message = operationName
    ? `The document has no operation named ${JSON.stringify(operationName)}.`
    : 'The document has several operations: operationName must say which.'
  return { errors: refusal('BAD_REQUEST', [new GraphQLError(message)]) }
}

function noSuchRoot(kind: string): Refusal {
  return { errors: refusal('BAD_REQUEST', [new GraphQLError(`The schema has no ${kind}.`)]) }
}

/** Creates the cache of measured and validated documents of one schema. Texts that are refused unread are not kept. */
export function createDocumentCache(schema: GraphQLSchema, limits: Limits, maxBytes: number): DocumentCache {
  const documents = createBoundedCache<KnownDocument>(maxBytes)
  const measure = (query: string): KnownDocument | Refusal =>
    refusalOf(() => {
      const measured = limits.measure(query)
      const known: KnownDocument = { measured, errors: undefined }
      documents.set(query, known, weigh(query, measured))
      return known
    })
  const admit: DocumentCache['admit'] = (measured, operation, caller) =>
    refusalOf((): undefined => {
      limits.admit(measured, operation, callerClassOf(caller))
    })

  return {
    counters: documents.counters,
    admit,
    price(prepared, variables, { caller, idempotencyKey }) {
      const { operation } = prepared
      const keyed = withIdempotencyKey(schema, operation, variables, idempotencyKey)
      if ('errors' in keyed) return keyed
      const { variables: sent = {} } = keyed
      const read = coerceVariables(schema, operation, sent)
      if ('errors' in read) return read
      const { coerced } = read
      const named = { operationName: operation.name?.value, coerced }
      return refusalOf(() => {
        const cost = limits.admitCost(prepared.measured, named, callerClassOf(caller))
        return { ...prepared, sent, coerced, cost }
      })
    },
    prepare(sent, caller) {
      const known = documents.get(sent.query) ?? measure(sent.query)
      if (!('measured' in known)) return known
      const { measured } = known
      const excess = admit(measured, sent, caller)
      if (excess) return excess
      const { document } = measured
      known.errors ??= validationErrors(schema, sent.query, document)
      if (known.errors.length > 0) return { errors: known.errors }
      const operation = getOperationAST(document, sent.operationName)
      if (!operation) return noSuchOperation(sent.operationName)
      if (!schema.getRootType(operation.operation)) return noSuchRoot(operation.operation)
      return { document, operation, measured }
    },
  }
}

const NO_VARIABLES = { coerced: Object.freeze({}) }

/** The operation's variables with defaults and custom scalars applied, or why they do not fit. */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Operation['variables'],
): { coerced: Variables } | Refusal {
  if (variableDefinitions.length === 0) return NO_VARIABLES
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, variables ?? {}, {
    maxErrors: 20,
  })
  return errors ? { errors: refusal('INVALID_ARGUMENT', errors) } : { coerced }
}
