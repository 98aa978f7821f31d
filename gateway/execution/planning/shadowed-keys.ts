import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql'
import { stringArgument } from './required-arguments.ts'

const isKey = (directive: ConstDirectiveNode): boolean =>
  directive.name.value === 'join__type' && stringArgument(directive, 'key') !== undefined

function isResolvable(directive: ConstDirectiveNode): boolean {
  const resolvable = directive.arguments?.find(({ name }) => name.value === 'resolvable')?.value
  return !(resolvable?.kind === Kind.BOOLEAN && !resolvable.value)
}

/** The directives without keys that a subgraph cannot resolve, where it has a key that it can. */
function withoutShadowedKeys(directives: readonly ConstDirectiveNode[]): readonly ConstDirectiveNode[] {
  const resolving = new Set(
    directives
      .filter((directive) => isKey(directive) && isResolvable(directive))
      .map((directive) => stringArgument(directive, 'graph')),
  )
  return directives.filter(
    (directive) =>
      !isKey(directive) || isResolvable(directive) || !resolving.has(stringArgument(directive, 'graph')),
  )
}

/**
 * Takes from each type the keys that its subgraph declares `resolvable: false` beside one that it resolves.
 *
 * They add nothing to what can be reached, and the planner, coming back to a subgraph with required fields, may take
 * one of them for the key to send.
 */
export function dropShadowedKeys(supergraph: DocumentNode): DocumentNode {
  const rewrite = <Node extends { directives?: readonly ConstDirectiveNode[] }>(node: Node): Node => ({
    ...node,
    directives: withoutShadowedKeys(node.directives ?? []),
  })
  return visit(supergraph, {
    ObjectTypeDefinition: { enter: rewrite },
    InterfaceTypeDefinition: { enter: rewrite },
  })
}
