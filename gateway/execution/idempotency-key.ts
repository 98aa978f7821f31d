import {
  getNullableType,
  GraphQLError,
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  type ObjectValueNode,
  type OperationDefinitionNode,
  OperationTypeNode,
  typeFromAST,
  type ValueNode,
} from 'graphql'
import { refusal, type Refusal } from './errors.ts'
import type { Operation } from './operation.ts'

const FIELD = 'idempotencyKey'
type Variables = NonNullable<Operation['variables']>

/**
 * The variables of a mutation whose request carries a key in its header: each variable of an input type that takes one and was sent
 * without gets it. Refused where the operation says another one; two keys would be two wishes.
 */
export function withIdempotencyKey(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Operation['variables'],
  key: string | undefined,
): { variables: Operation['variables'] } | Refusal {
  if (key === undefined || operation.operation !== OperationTypeNode.MUTATION) return { variables }
  const taking = variablesWithKey(schema, operation)
  const keyed: Record<string, unknown> = { ...variables }
  for (const name of taking) {
    const value = keyed[name]
    if (isObject(value) && value[FIELD] == null) keyed[name] = { ...value, [FIELD]: key }
  }
  const said = [
    ...taking.map((name) => (isObject(keyed[name]) ? keyed[name][FIELD] : undefined)),
    ...literalKeys(operation, keyed),
  ]
  return said.every((other) => other === undefined || other === key) ? { variables: keyed } : DIFFERENT
}

const DIFFERENT: Refusal = {
  errors: refusal('INVALID_ARGUMENT', [
    new GraphQLError('The header Idempotency-Key and input.idempotencyKey differ: send one, or the same.'),
  ]),
}

function variablesWithKey(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): string[] {
  return variableDefinitions.flatMap(({ variable, type: node }) => {
    const type = getNullableType(typeFromAST(schema, node as Parameters<typeof typeFromAST>[1]))
    return isInputObjectType(type) && FIELD in type.getFields() ? [variable.name.value] : []
  })
}

/** Keys that the text of the operation says: `input: { idempotencyKey: "…" }`, or by a variable of their own. */
function literalKeys({ selectionSet }: OperationDefinitionNode, variables: Variables): unknown[] {
  return selectionSet.selections
    .flatMap((selection) => (selection.kind === Kind.FIELD ? (selection.arguments ?? []) : []))
    .flatMap(({ value }) => (value.kind === Kind.OBJECT ? keyIn(value) : []))
    .map((value) => {
      if (value.kind === Kind.VARIABLE) return variables[value.name.value]
      return value.kind === Kind.STRING ? value.value : undefined
    })
}

const keyIn = ({ fields }: ObjectValueNode): ValueNode[] =>
  fields.flatMap(({ name, value }) => (name.value === FIELD ? [value] : []))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
