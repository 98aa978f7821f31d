import { type GraphQLSchema, isInterfaceType } from 'graphql'
import type { ListSizeRule, ListSizeRules } from './rules.ts'

/**
 * The rules, and for fields of interfaces that have none the one of an object that expects most: who asks through an
 * interface must not pay less than who names the object.
 */
export function withInheritedRules(schema: GraphQLSchema, rules: ListSizeRules): ListSizeRules {
  const all = new Map(rules)
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInterfaceType(type)) continue
    for (const field of Object.keys(type.getFields())) {
      const coordinate = `${type.name}.${field}`
      const found = schema
        .getImplementations(type)
        .objects.flatMap(({ name }) => rules.get(`${name}.${field}`) ?? [])
      const [most] = found.toSorted((one, other) => expected(other) - expected(one))
      if (most && !rules.has(coordinate)) all.set(coordinate, most)
    }
  }
  return all
}

const expected = ({ assumedSize = 0 }: ListSizeRule): number => assumedSize
