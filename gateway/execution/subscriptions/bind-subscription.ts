import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { publicError } from '../answer.ts'
import type { CompiledOperation } from '../compiled-operation.ts'
import { authorityOf, visibilityOf } from '../fetch/call-headers.ts'
import type { Reach } from '../fetch/reach.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import type { Variables } from '../selection/conditions.ts'
import type { BoundOperation } from './bound-operation.ts'
import { printQuestion } from './remote-source.ts'
import { SourceErrors } from './source.ts'

/** The variables that a primary asks with, as the client sent them: its subgraph coerces by its own types. */
function usedVariables({ variableUsages }: FetchStep, sent: Variables): Variables {
  return Object.fromEntries(
    variableUsages.flatMap((name) => (sent[name] === undefined ? [] : [[name, sent[name]]])),
  )
}

/** An error that a resolver threw, without graphql-js around it: what it is decides what a client may know. */
function unwrap(error: unknown): unknown {
  const cause = error instanceof GraphQLError ? error.originalError : undefined
  return cause && !(cause instanceof GraphQLError) ? cause : error
}

/** Everything about a request that may change what its events are answered with. A caller's own calls end with his token. */
function likenessOf(request: RequestContext, isPersonal: boolean): string {
  const { caller, maxAgeSeconds } = request
  const whose = isPersonal
    ? `${authorityOf(request)}\n${caller.expiresAt?.getTime() ?? ''}`
    : visibilityOf(request)
  return `${maxAgeSeconds ?? ''}\n${whose}`
}

/** Binds a compiled operation to its variables; `reach` decides how its primary is opened. */
export function bindOperation(
  compiled: CompiledOperation,
  { sent, coerced }: { sent: Variables; coerced: Variables },
  { sourceOf, isPersonal }: Pick<Reach, 'sourceOf' | 'isPersonal'>,
): BoundOperation {
  const { primary, clientKeyOf } = compiled
  const isSubscription = compiled.ready.operation.operation === OperationTypeNode.SUBSCRIPTION
  if (!isSubscription || !primary)
    return { kind: 'once', answer: (request) => compiled.run(sent, coerced, request) }
  const variables = usedVariables(primary, sent)
  const open = sourceOf(primary)
  const explain = (cause: unknown, request: RequestContext): ExecutionResult => {
    const found = cause instanceof SourceErrors ? cause.errors : [cause]
    return {
      errors: found.map((error) => {
        const path = error instanceof GraphQLError ? error.path : undefined
        const inside = path?.map((key) => (typeof key === 'string' ? clientKeyOf(key) : key))
        return publicError(unwrap(error), inside, request)
      }),
    }
  }
  return {
    kind: 'stream',
    question: `${primary.subgraph}\n${JSON.stringify(variables)}\n${printQuestion(primary)}`,
    sharingOf: (request) => ({
      operation: compiled,
      as: `${JSON.stringify(sent)}\n${likenessOf(request, compiled.subgraphs.some(isPersonal))}`,
    }),
    open: (request) => open(variables, request),
    answer: (event, request) => compiled.run(sent, coerced, request, event),
    explain,
  }
}
