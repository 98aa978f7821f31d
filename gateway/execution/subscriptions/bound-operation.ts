import type { ExecutionResult } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Refusal } from '../errors.ts'
import type { Operation } from '../operation.ts'
import type { SharingKey } from './shared-streams.ts'

/** A subscription, planned and bound to its variables. */
export interface BoundSubscription {
  kind: 'stream'
  /** What its primary is asked: events of one source fit every plan that asks it the same. */
  question: string
  /** Whose answers are the same as this caller's; undefined: nobody's. */
  sharingOf?(request: RequestContext): SharingKey
  /** Opens the primary. It ends with the request's signal; rejects with what `explain` can tell. */
  open(request: RequestContext): Promise<AsyncIterable<unknown>>
  /** Completes one event by the rest of the plan. */
  answer(event: unknown, request: RequestContext): ExecutionResult | Promise<ExecutionResult>
  /** Why a source did not open, or ended early, as the client may know it. */
  explain(cause: unknown, request: RequestContext): ExecutionResult
}

/** An operation that is answered once. */
export interface BoundAnswer {
  kind: 'once'
  answer(request: RequestContext): ExecutionResult | Promise<ExecutionResult>
}

export type BoundOperation = BoundSubscription | BoundAnswer

/** Parses, plans and binds an operation, or says why not. */
export type Bind = (operation: Operation, request: RequestContext) => Promise<BoundOperation | Refusal>
