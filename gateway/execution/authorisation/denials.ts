import { type GraphQLCompositeType, type GraphQLObjectType, isObjectType } from 'graphql'
import { type PiiCategory, unmaskedBy } from './masks.ts'
import type { Requirement } from './requirement.ts'
import type { Rules } from './rules.ts'

/** What of an operation its caller may not see: the same for all who lack the same. */
export interface Denials {
  /** Tells apart what different callers may not see of one operation. */
  readonly key: string
  /** Of a declared type that may be several: true where any of them is refused, or the field of any. */
  isForbidden(type: GraphQLCompositeType, field: string): boolean
  isForbiddenObject(type: GraphQLCompositeType): boolean
  /** What a field holds that is answered masked; undefined where it is answered as it is. */
  maskOf(type: GraphQLCompositeType, field: string): PiiCategory | undefined
}

/** Creates what follows from the requirements of an operation that a caller does not meet. */
export function createDenials(unmet: readonly Requirement[], rules: Rules): Denials {
  const texts = new Set(unmet.map((requirement) => JSON.stringify(requirement)))
  const isUnmet = (requirement: Requirement): boolean => texts.has(JSON.stringify(requirement))
  const any = (type: GraphQLCompositeType, is: (object: GraphQLObjectType) => boolean): boolean =>
    isObjectType(type) ? is(type) : rules.objectsOf(type).some(is)
  return {
    key: [...texts].join(),
    isForbidden: (type, field) => any(type, (object) => isUnmet(rules.ofField(object, field))),
    maskOf(type, field) {
      const objects = isObjectType(type) ? [type] : rules.objectsOf(type)
      const categories = objects.map((object) => rules.piiOf(object, field))
      return categories.find((category) => category && isUnmet(unmaskedBy(category)))
    },
    isForbiddenObject: (type) => any(type, (object) => isUnmet(rules.ofObject(object))),
  }
}
