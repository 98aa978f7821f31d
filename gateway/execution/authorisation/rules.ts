import {
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql'
import type { DeclaredRequirements } from './declared.ts'
import type { PiiCategory } from './masks.ts'
import { allOf, implies, isNothing, NOTHING, oneOf, type Requirement } from './requirement.ts'

/** What each object, and each field of an object, takes, whatever way leads to it. */
export interface Rules {
  ofObject(type: GraphQLObjectType): Requirement
  /** The field's own, its object's and its value's; NOTHING for a field that there is not. */
  ofField(type: GraphQLObjectType, field: string): Requirement
  /** What the field holds that is masked for whoever may not see it; undefined for nearly all. */
  piiOf(type: GraphQLObjectType, field: string): PiiCategory | undefined
  /** The types that an object of a declared type can be. */
  objectsOf(type: GraphQLCompositeType): readonly GraphQLObjectType[]
}

/** Answers again what it has answered for the same type. */
function remembered<Type extends object, Result>(find: (type: Type) => Result): (type: Type) => Result {
  const known = new WeakMap<Type, Result>()
  return (type) => {
    const found = known.get(type) ?? find(type)
    known.set(type, found)
    return found
  }
}

/**
 * Creates the rules of what clients see. An object decides by its own type: composition writes on interfaces what their
 * objects take together, and that binds none of them. What stands on an interface beyond that binds them all.
 */
export function createRules(schema: GraphQLSchema, declared: DeclaredRequirements): Rules {
  const objectsOf = remembered((type: GraphQLCompositeType): readonly GraphQLObjectType[] =>
    isAbstractType(type) ? schema.getPossibleTypes(type) : [type],
  )
  /** All that several objects take grows with each: it is put together only where there is something to compare. */
  const beyond = (own: Requirement, ofObjects: readonly Requirement[]): Requirement =>
    isNothing(own) || implies(allOf(ofObjects), own) ? NOTHING : own
  const ofInterface = remembered((type: GraphQLInterfaceType) =>
    beyond(
      declared.ofType(type.name),
      objectsOf(type).map(({ name }) => declared.ofType(name)),
    ),
  )
  const ofInterfaceField = (type: GraphQLInterfaceType, field: string): Requirement =>
    beyond(
      declared.ofField(type.name, field),
      objectsOf(type).map(({ name }) => declared.ofField(name, field)),
    )

  const ofObject = remembered((type: GraphQLObjectType) =>
    allOf([declared.ofType(type.name), ...type.getInterfaces().map(ofInterface)]),
  )
  const ofValue = (type: GraphQLNamedType): Requirement => {
    if (isObjectType(type)) return ofObject(type)
    return isAbstractType(type) ? oneOf(objectsOf(type).map(ofObject)) : declared.ofType(type.name)
  }
  const fieldsOf = remembered((type: GraphQLObjectType): ReadonlyMap<string, Requirement> => {
    const inherited = (field: string): Requirement[] =>
      type.getInterfaces().flatMap((each) => (each.getFields()[field] ? [ofInterfaceField(each, field)] : []))
    return new Map(
      Object.values(type.getFields()).map((field) => [
        field.name,
        allOf([
          ofObject(type),
          declared.ofField(type.name, field.name),
          ...inherited(field.name),
          ofValue(getNamedType(field.type)),
        ]),
      ]),
    )
  })
  return {
    ofObject,
    objectsOf,
    piiOf: (type, field) => declared.piiOf(type.name, field),
    ofField: (type, field) => fieldsOf(type).get(field) ?? NOTHING,
  }
}
