import type { ExecutionResult, GraphQLSchema } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createAnswer } from './answer.ts'
import type { Authorisable } from './authorisation/authorisable.ts'
import type { Restriction } from './authorisation/authorisation.ts'
import { createFailures } from './failures.ts'
import { compileObjects } from './projection/compile-projection.ts'
import { compileIntrospection } from './projection/introspect.ts'
import { fragmentsOf } from './selection/collect-fields.ts'
import type { Variables } from './selection/conditions.ts'

/** The stock engine answers by the client's own names. */
const RESPONSE_KEYS = {
  keyOf: ({ alias, name }: { alias?: { value: string }; name: { value: string } }) =>
    alias?.value ?? name.value,
}

/** What was asked, and who asked it with what. */
export interface Asked extends Authorisable {
  variables: Variables
  request: RequestContext
}

/** The answer to a restricted operation as that to the whole one: what was left out is null, and told at its place. */
export function completeRestricted(
  schema: GraphQLSchema,
  { data, errors = [] }: ExecutionResult,
  { document, operation, variables, request }: Asked,
  { denials }: Restriction,
): ExecutionResult {
  const root = schema.getRootType(operation.operation)
  if (!data || !root) return { errors, ...(data === undefined ? {} : { data }) }
  const fragments = fragmentsOf(document)
  const context = { schema, fragments, keys: RESPONSE_KEYS, denials }
  const source = { selectionSet: operation.selectionSet, conditions: [] }
  const whole = createAnswer({
    root: data,
    failures: createFailures(),
    variables,
    request,
    clientKeyOf: (key) => key,
    project: compileObjects([source], context)(root),
    projectExpected: () => undefined,
    ended: undefined,
    introspection: compileIntrospection(schema, operation, fragments)?.(variables),
  })
  const all = [...errors, ...(whole.errors ?? [])]
  return { ...whole, ...(all.length > 0 ? { errors: all } : {}) }
}
