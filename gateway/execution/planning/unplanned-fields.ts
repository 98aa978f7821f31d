import { type GraphQLSchema, type OperationDefinitionNode, print } from 'graphql'
import { type CollectedField, collectFields, type Fragments } from '../selection/collect-fields.ts'
import { topFields } from '../selection/top-fields.ts'
import type { OperationPlan } from './plan-operation.ts'

/** Contradicting conditions leave fields out of a plan that nobody can ever ask for. */
const isUnconditional = ({ node, conditions }: CollectedField['occurrences'][number]): boolean =>
  conditions.length === 0 && !print(node).includes('@')

/** Root fields that an operation asks for and no step fetches: composition allows them, and nothing can have them. */
export function unplannedFields(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  { steps, keys }: OperationPlan,
): { unplanned: string[]; isNothingPlanned: boolean } {
  const root = schema.getRootType(operation.operation)
  if (!root) return { unplanned: [], isNothingPlanned: false }
  const planned = new Set(
    steps
      .filter(({ requires, path }) => !requires && path.length === 0)
      .flatMap((step) => topFields(step.operation.selectionSet))
      .map(({ field }) => field.alias?.value ?? field.name.value),
  )
  const asked = collectFields(
    schema,
    root,
    [{ selectionSet: operation.selectionSet, conditions: [] }],
    fragments,
  )
    .filter(({ name, occurrences }) => !name.startsWith('__') && occurrences.some(isUnconditional))
    .map(({ node }) => keys.keyOf(node))
  const unplanned = asked.filter((key) => !planned.has(key))
  return { unplanned, isNothingPlanned: asked.length > 0 && unplanned.length === asked.length }
}
