import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql'
import { z } from 'zod'
import { argumentsOf, costDirectiveNames } from '../directive-names.ts'

/** What `@listSize` says of a field. */
export interface ListSizeRule {
  /** Items where no argument tells. */
  assumedSize: number | undefined
  /** Arguments that tell how many items there are; the largest counts. */
  slicingArguments: readonly string[]
  /** Fields of the field's type that are the list; none: the field itself is. */
  sizedFields: readonly string[]
  /** Exactly one of the slicing arguments must have a value. */
  requiresOne: boolean
}

/** By `Type.field`. */
export type ListSizeRules = ReadonlyMap<string, ListSizeRule>

const Names = z.array(z.string()).nullish()
const RuleArguments = z.object({
  assumedSize: z.number().nullish(),
  slicingArguments: Names,
  sizedFields: Names,
  requireOneSlicingArgument: z.boolean().nullish(),
})

/** The list sizes that a supergraph's `@listSize` directives state (https://specs.apollo.dev/cost/v0.1). */
export function readListSizeRules(supergraph: DocumentNode): ListSizeRules {
  const names = costDirectiveNames(supergraph, 'listSize')
  const rules = new Map<string, ListSizeRule>()
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue
    for (const field of definition.fields ?? []) {
      const directive = field.directives?.find(({ name }) => names.has(name.value))
      if (directive) rules.set(`${definition.name.value}.${field.name.value}`, toRule(directive))
    }
  }
  return rules
}

function toRule(directive: ConstDirectiveNode): ListSizeRule {
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } = RuleArguments.parse(
    argumentsOf(directive),
  )
  return {
    assumedSize: assumedSize ?? undefined,
    slicingArguments: slicingArguments ?? [],
    sizedFields: sizedFields ?? [],
    requiresOne: (requireOneSlicingArgument ?? true) && (slicingArguments ?? []).length > 0,
  }
}
