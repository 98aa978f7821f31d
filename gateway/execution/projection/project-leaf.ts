import { type GraphQLLeafType, isEnumType } from 'graphql'
import { type Projector, type ProjectionRun, rejectValue } from './projection.ts'

const isInt = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31

/** What a value of a built-in scalar looks like in JSON; custom scalars may be anything. */
const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: isInt,
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value)),
}

function checkOf(type: GraphQLLeafType): ((value: unknown) => boolean) | undefined {
  if (!isEnumType(type)) return CHECKS[type.name]
  const names = new Set(type.getValues().map(({ name }) => name))
  return (value) => typeof value === 'string' && names.has(value)
}

/** Passes on what a subgraph serialised, if it is of the type; numbers as ids become text. */
export function projectLeaf(type: GraphQLLeafType): Projector {
  const isValid = checkOf(type)
  const isId = type.name === 'ID'
  return (value, run: ProjectionRun) => {
    if (value === null || value === undefined) return null
    if (isValid && !isValid(value))
      return rejectValue(run, `A system answered something that is no ${type.name}.`)
    return isId ? String(value) : value
  }
}
