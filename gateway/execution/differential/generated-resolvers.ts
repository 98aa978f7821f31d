import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import {
  computeFrom,
  type GeneratedObject,
  inputValue,
  resolveGenerated,
  type World,
} from './faulty-world.ts'

type Resolver = GraphQLFieldResolver<GeneratedObject | string | undefined, World>

function placeOf(
  source: GeneratedObject | string | undefined,
  typeName: string,
  field: string,
  args: object,
): string {
  const owner = typeof source === 'object' ? source.id : typeName
  return `${owner}.${field}${Object.keys(args).length > 0 ? JSON.stringify(args) : ''}`
}

/** Inputs of the fields with `@requires`, as the monolith reads them. */
const REQUIRED: Readonly<Record<string, readonly [field: string, args: object, type: string][]>> = {
  shipping: [
    ['title', {}, 'String'],
    ['price', { currency: 'USD' }, 'Int'],
  ],
  label: [['price', { currency: 'CHF' }, 'Int']],
}

/** `shipping` and `label` where all of a book is at hand. */
function computeAtHand(schema: GraphQLSchema, field: string): Resolver {
  return (source, args, world) => {
    const inputs = (REQUIRED[field] ?? []).map(([name, inputArgs, type]) =>
      inputValue(world, schema, placeOf(source, 'Book', name, inputArgs), type),
    )
    const total = computeFrom(inputs)
    return field === 'label' ? `${total} ${JSON.stringify(args)}` : total
  }
}

/** The same in a subgraph, from what the gateway sent. */
function computeFromReference(field: string): Resolver {
  return (source, args) => {
    const reference = source as unknown as Record<string, unknown>
    const total = computeFrom((REQUIRED[field] ?? []).map(([name]) => reference[name]))
    return field === 'label' ? `${total} ${JSON.stringify(args)}` : total
  }
}

function resolverFor(
  schema: GraphQLSchema,
  typeName: string,
  fieldName: string,
  isSubgraph: boolean,
): Resolver {
  if (typeName === 'Book' && REQUIRED[fieldName])
    return isSubgraph ? computeFromReference(fieldName) : computeAtHand(schema, fieldName)
  return (source, args, world, info) =>
    resolveGenerated(world, info.returnType, placeOf(source, typeName, fieldName, args))
}

/** Gives every field of a schema a resolver into the generated world. */
export function attachResolvers(schema: GraphQLSchema, isSubgraph: boolean): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue
      const resolver = resolverFor(schema, type.name, field.name, isSubgraph)
      field.resolve = (source, args, world, info) => {
        const isOwnId = field.name === 'id' && typeof source === 'object'
        return isOwnId ? source.id : resolver(source, args, world, info)
      }
    }
  }
  return schema
}
