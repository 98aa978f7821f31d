import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql'
import { z } from 'zod'

const Imports = z.array(z.string().or(z.object({ name: z.string(), as: z.string().optional() }))).nullish()

/** The arguments of a directive as plain values. */
export function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  const values = (directive.arguments ?? []).map(({ name, value }: ArgumentNode) => [
    name.value,
    valueFromASTUntyped(value),
  ])
  return Object.fromEntries(values)
}

/**
 * What a directive of the cost specification (https://specs.apollo.dev/cost/v0.1) is called in this supergraph: it may
 * be imported under its own name, another one, or not at all.
 */
export function costDirectiveNames(
  supergraph: DocumentNode,
  directive: 'cost' | 'listSize',
): ReadonlySet<string> {
  const names = new Set([directive, `federation__${directive}`])
  for (const link of linksOf(supergraph)) {
    if (!/\/cost\/v\d/.test(String(link.url))) continue
    names.add(`${link.as ?? 'cost'}__${directive}`)
    for (const imported of Imports.parse(link.import) ?? []) {
      if (typeof imported === 'object' && imported.name === `@${directive}` && imported.as)
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
