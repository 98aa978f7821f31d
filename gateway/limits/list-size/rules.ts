import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql'
import { z } from 'zod'

/** What `@listSize` says of a field. */
export interface ListSizeRule {
  /** Items where no argument tells. */
  assumedSize: number | undefined
  /** Arguments that tell how many items there are; the largest counts. */
  slicingArguments: readonly string[]
  /** Fields of the field's type that are the list; none: the field itself is. */
  sizedFields: readonly string[]
}

/** By `Type.field`. */
export type ListSizeRules = ReadonlyMap<string, ListSizeRule>

const Names = z.array(z.string()).nullish()
const RuleArguments = z.object({
  assumedSize: z.number().nullish(),
  slicingArguments: Names,
  sizedFields: Names,
})

/** The list sizes that a supergraph's `@listSize` directives state (https://specs.apollo.dev/cost/v0.1). */
export function readListSizeRules(supergraph: DocumentNode): ListSizeRules {
  const names = listSizeNames(supergraph)
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
  const { assumedSize, slicingArguments, sizedFields } = RuleArguments.parse(argumentsOf(directive))
  return {
    assumedSize: assumedSize ?? undefined,
    slicingArguments: slicingArguments ?? [],
    sizedFields: sizedFields ?? [],
  }
}

function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  const values = (directive.arguments ?? []).map(({ name, value }: ArgumentNode) => [
    name.value,
    valueFromASTUntyped(value),
  ])
  return Object.fromEntries(values)
}

const Imports = z.array(z.string().or(z.object({ name: z.string(), as: z.string().optional() }))).nullish()

/** What the directive is called here: a supergraph may import it under its own name, another one, or not at all. */
function listSizeNames(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set(['listSize', 'federation__listSize'])
  for (const link of linksOf(supergraph)) {
    if (!/\/cost\/v\d/.test(String(link.url))) continue
    names.add(`${link.as ?? 'cost'}__listSize`)
    for (const imported of Imports.parse(link.import) ?? []) {
      if (typeof imported === 'object' && imported.name === '@listSize' && imported.as)
        names.add(imported.as.replace('@', ''))
    }
  }
  return names
}

function linksOf({ definitions }: DocumentNode): Record<string, unknown>[] {
  const schemas = definitions.filter(
    (definition) => definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION,
  )
  const directives = schemas.flatMap((schema) => schema.directives ?? [])
  return directives.filter(({ name }) => name.value === 'link').map(argumentsOf)
}
