import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'

/** What all fetches of one operation share: who asks, and one context per subgraph. */
export interface OperationScope {
  readonly request: RequestContext
  contextOf(subgraph: Subgraph): unknown
}

/** Creates the scope of one operation; a subgraph's context is made when its first fetch needs it. */
export function createOperationScope(request: RequestContext): OperationScope {
  const contexts = new Map<string, unknown>()
  return {
    request,
    contextOf(subgraph) {
      let context = contexts.get(subgraph.name)
      if (context === undefined) {
        context = subgraph.createContext(request)
        contexts.set(subgraph.name, context)
      }
      return context
    },
  }
}
