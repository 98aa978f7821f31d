import {
  buildSchema,
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
} from 'graphql'
import type { GeneratedObject, World } from './faulty-world.ts'
import { attachResolvers } from './generated-resolvers.ts'
import { composeSubgraphs } from './graphs.ts'
import { MONOLITH } from './schemas.ts'

type Lists = readonly (readonly string[])[]

/** What types (`Book`) and fields (`Book.title`) ask for: one of these lists of scopes. */
export type Guards = ReadonlyMap<string, Lists>

/** A world, and what one caller may see of it. */
export interface GuardedWorld extends World {
  guards: Guards
  scopes: ReadonlySet<string>
}

/** Refuses as a resolver of this world does: while others are still to come, graphql-js leaves rejections unhandled. */
function refuse({ timing }: World): Promise<never> {
  const cause = new Error('forbidden')
  if (timing === 'sync') throw cause
  return Promise.reject(cause)
}

function mayHave({ guards, scopes }: GuardedWorld, place: string): boolean {
  const lists = guards.get(place)
  return !lists || lists.some((words) => words.every((word) => scopes.has(word)))
}

function mayHaveValue(world: GuardedWorld, schema: GraphQLSchema, type: GraphQLNamedType): boolean {
  if (!isAbstractType(type)) return mayHave(world, type.name)
  return schema.getPossibleTypes(type).some(({ name }) => mayHave(world, name))
}

/** Whether a field of an object is its caller's to see: by the guards alone, without any of the code under test. */
export function mayAsk(world: GuardedWorld, schema: GraphQLSchema, typeName: string, field: string): boolean {
  const type = schema.getType(typeName)
  const definition = isObjectType(type) ? type.getFields()[field] : undefined
  return (
    !!definition &&
    mayHave(world, typeName) &&
    mayHave(world, `${typeName}.${field}`) &&
    mayHaveValue(world, schema, getNamedType(definition.type))
  )
}

/** A schema whose resolvers refuse what its caller may not see, as a monolith would do it. */
function guard(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type))
      type.resolveType = (value: GeneratedObject, world: GuardedWorld) => {
        return mayHave(world, value.__typename) ? value.__typename : refuse(world)
      }
    if (!isObjectType(type) || type.name.startsWith('_')) continue
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field
      field.resolve = (source, args, world: GuardedWorld, info) => {
        const isAllowed = mayAsk(world, schema, type.name, field.name)
        return isAllowed ? resolve?.(source, args, world, info) : refuse(world)
      }
    }
  }
  return schema
}

/** The graph in one piece, guarded. */
export const guardedMonolith = guard(attachResolvers(buildSchema(MONOLITH), false))

/** The same where everything may be null: nothing costs more than its own place, so all that may be seen is there. */
export const lenientMonolith = guard(attachResolvers(buildSchema(MONOLITH.replaceAll('!', '')), false))

const directive = (lists: Lists): ConstDirectiveNode[] => {
  const { definitions } = parse(`type T @requiresScopes(scopes: ${JSON.stringify(lists)}) { f: Int }`, {
    noLocation: true,
  })
  const [type] = definitions
  return type && 'directives' in type ? ((type.directives ?? []) as ConstDirectiveNode[]) : []
}

/** What composition writes on an interface: all that its objects take. */
function allLists(guards: Guards, places: readonly string[]): Lists | undefined {
  if (places.every((place) => !guards.has(place))) return undefined
  return places.reduce<Lists>(
    (lists, place) =>
      lists.flatMap((words) => (guards.get(place) ?? [[]]).map((others) => [...words, ...others])),
    [[]],
  )
}

/** The pieces composed, with these guards as directives. */
export function composeGuarded(guards: Guards): string {
  const implementers = (name: string): string[] => {
    const type = guardedMonolith.getType(name)
    return isAbstractType(type) ? guardedMonolith.getPossibleTypes(type).map((each) => each.name) : [name]
  }
  const directivesOf = (name: string, field?: string): readonly ConstDirectiveNode[] => {
    const places = implementers(name).map((each) => (field === undefined ? each : `${each}.${field}`))
    const lists = allLists(guards, places)
    return lists ? directive(lists) : []
  }
  const guarded = visit(parse(composeSubgraphs(), { noLocation: true }), {
    enter(node) {
      if (!('name' in node) || node.kind === Kind.DIRECTIVE || !node.name || !('directives' in node))
        return undefined
      if (node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.SCALAR_TYPE_DEFINITION)
        return { ...node, directives: [...(node.directives ?? []), ...directivesOf(node.name.value)] }
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION)
        return undefined
      const { value: name } = node.name
      const fields = node.fields?.map((field) => ({
        ...field,
        directives: [...(field.directives ?? []), ...directivesOf(name, field.name.value)],
      }))
      return { ...node, directives: [...(node.directives ?? []), ...directivesOf(name)], fields }
    },
  })
  return `${print(guarded)}
    directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM`
}
