import { type ConstDirectiveNode, type DocumentNode, parse, print, visit } from 'graphql'
import { authorisationDirectives, linkedKind } from './authorisation/directives.ts'

/**
 * The supergraph document without `@authenticated`, `@requiresScopes` and `@policy`: applications, definitions and links.
 * The stock planner refuses to load them; Weft enforces them before it plans.
 */
export function stripAuthorisationDirectives(supergraph: DocumentNode): DocumentNode {
  const names = authorisationDirectives(supergraph)
  return visit(supergraph, {
    Directive(directive) {
      const isAuthorisation = names.has(directive.name.value)
      return isAuthorisation || linkedKind(directive as ConstDirectiveNode) ? null : undefined
    },
    DirectiveDefinition: (definition) => (names.has(definition.name.value) ? null : undefined),
  })
}

/** The same on SDL text. */
export function stripAuthorisationSdl(supergraphSdl: string): string {
  return print(stripAuthorisationDirectives(parse(supergraphSdl, { noLocation: true })))
}
