import { type ConstDirectiveNode, type DocumentNode, Kind, parse, print, visit } from 'graphql'

/** The directives that the stock planner refuses to load; Weft enforces them before it plans. */
const AUTHORISATION_DIRECTIVES = new Set(['authenticated', 'requiresScopes', 'policy'])

const AUTHORISATION_SPEC = /\/(authenticated|requiresScopes|policy)\/v\d/

function linksAuthorisation(directive: ConstDirectiveNode): boolean {
  if (directive.name.value !== 'link') return false
  const url = directive.arguments?.find((argument) => argument.name.value === 'url')?.value
  return url?.kind === Kind.STRING && AUTHORISATION_SPEC.test(url.value)
}

/** The supergraph document without `@authenticated`, `@requiresScopes` and `@policy`: applications, definitions and links. */
export function stripAuthorisationDirectives(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    Directive(directive) {
      const isAuthorisation = AUTHORISATION_DIRECTIVES.has(directive.name.value)
      return isAuthorisation || linksAuthorisation(directive as ConstDirectiveNode) ? null : undefined
    },
    DirectiveDefinition: (definition) =>
      AUTHORISATION_DIRECTIVES.has(definition.name.value) ? null : undefined,
  })
}

/** The same on SDL text. */
export function stripAuthorisationSdl(supergraphSdl: string): string {
  return print(stripAuthorisationDirectives(parse(supergraphSdl, { noLocation: true })))
}
