import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
} from 'graphql'
import type { Source } from './source.ts'

const CHECKS: ReadonlyMap<string, (value: Source) => Source> = new Map([
  [GraphQLString.name, (value) => `typeof ${value} === 'string'`],
  [GraphQLID.name, (value) => `typeof ${value} === 'string'`],
  [GraphQLBoolean.name, (value) => `typeof ${value} === 'boolean'`],
  [GraphQLInt.name, (value) => `(typeof ${value} === 'number' && (${value} | 0) === ${value})`],
  [GraphQLFloat.name, (value) => `(typeof ${value} === 'number' && ${value} - ${value} === 0)`],
])

/** An expression that is true for values that a built-in scalar answers as they are; undefined for other types. */
export function builtInCheck(type: GraphQLLeafType, value: Source): Source | undefined {
  return CHECKS.get(type.name)?.(value)
}
