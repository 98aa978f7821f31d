import type { RequestContext } from '#shared/subgraph/context.ts'
import type { SubgraphError } from '../errors.ts'
import type { Variables } from '../selection/conditions.ts'

/** Opens the source of a subscription's events; it ends by itself, by its iterator's `return()`, or with the signal. */
export type OpenSource = (variables: Variables, request: RequestContext) => Promise<AsyncIterable<unknown>>

/** GraphQL errors of a subgraph that opened no source, or ended one. */
export class SourceErrors extends Error {
  override readonly name = 'SourceErrors'
  readonly errors: readonly SubgraphError[]

  constructor(errors: readonly SubgraphError[]) {
    super('a subgraph refused a subscription')
    this.errors = errors
  }
}
