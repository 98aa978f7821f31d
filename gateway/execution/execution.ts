import type { ExecutionResult, GraphQLSchema } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { LimitOverrides, Limits } from '../limits/limits.ts'
import type { SubgraphHeaders } from './fetch/call-headers.ts'
import type { AnswerInParts } from './incremental/parts.ts'
import type { Refusal } from './errors.ts'
import type { Operation } from './operation.ts'
import type { PricedOperation } from './prepare.ts'
import type { Answers } from './subscriptions/open-stream.ts'

/** How a planned fetch reaches a subgraph: in this process, or over HTTP. */
export type SubgraphLocation = { kind: 'local'; subgraph: Subgraph } | { kind: 'http'; url: string }

/**
 * The one function behind every transport: an operation and its caller in, an answer out.
 * Never throws for what the client sent; such errors are in the answer, with codes of the catalogue. An operation whose
 * signal has ended is answered soon, with TIMEOUT for what is not there.
 * What is larger than its caller may send is refused here, before it is validated: no transport can forget it.
 */
export interface Execution {
  /** The API schema: what clients see, without what is `@inaccessible`. */
  readonly schema: GraphQLSchema
  /** How large operations may be: for a transport that must read or parse before it can ask. */
  readonly limits: Limits
  execute(operation: Operation, request: RequestContext): Promise<ExecutionResult>
  /** The same for transports that can send an answer in parts: what was deferred by `@defer` may come later. */
  executeInParts(operation: Operation, request: RequestContext): Promise<ExecutionResult | AnswerInParts>
  /**
   * The same for transports that can push: a subscription answers once per event, until its iterator's `return()`, the
   * end of the request's signal, or an answer that says why there are no more. All else is answered as by `execute`.
   */
  subscribe(operation: Operation, request: RequestContext): Promise<Answers>
  close(): Promise<void>
}

/** An execution that tells what an operation is and costs before it runs it. */
export interface PricedExecution extends Execution {
  /** Or why it is refused; nothing is planned for it, nobody asked. */
  read(operation: Operation, request: RequestContext): PricedOperation | Refusal
  /** `read`: what was read of the same operation for the same request, which is then not read again. */
  execute(operation: Operation, request: RequestContext, read?: PricedOperation): Promise<ExecutionResult>
}

export interface ExecutionOptions {
  supergraphSdl: string
  /** By the subgraph's name in the supergraph. A name that is missing here is reached at its routing URL. */
  locations: ReadonlyMap<string, SubgraphLocation>
  /** What a call to a subgraph over HTTP carries beyond what every one does. */
  subgraphHeaders?: SubgraphHeaders | undefined
  /** What differs from the default limits. */
  limits?: LimitOverrides | undefined
}
