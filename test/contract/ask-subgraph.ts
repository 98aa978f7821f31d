import { graphql } from 'graphql'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { requestOf } from './request.ts'

/** A GraphQL answer, walked without a type. */
// biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what a test asserts
export type Tree = any

/** An answer as a client gets it: plain JSON. */
export interface GraphAnswer {
  data: Tree
  errors: { path: readonly (string | number)[] | undefined; extensions: Record<string, unknown> }[]
}

/** One operation on a subgraph alone, however many fetches it makes. */
export interface AskedOperation {
  query(source: string, variables?: Record<string, unknown>): Promise<GraphAnswer>
  /** What the subgraph answers for representations, under `data`. */
  entities(selection: string, representations: readonly object[]): Promise<GraphAnswer>
}

export function beginOperation<Context>(
  { schema, createContext }: Pick<Subgraph<Context>, 'schema' | 'createContext'>,
  caller: Partial<Caller> = {},
): AskedOperation {
  const contextValue = createContext(requestOf(caller))
  const query: AskedOperation['query'] = async (source, variableValues = {}) => {
    const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue })
    return {
      data: JSON.parse(JSON.stringify(data ?? null)) as Tree,
      errors: errors.map(({ path, extensions }) => ({ path, extensions })),
    }
  }
  return {
    query,
    async entities(selection, representations) {
      const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`
      const { data, errors } = await query(source, { representations })
      return { data: data?._entities, errors }
    },
  }
}
