import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql'

const KINDS = ['authenticated', 'requiresScopes', 'policy'] as const

/** What a directive of Apollo's authorisation specifications says. */
export type AuthorisationKind = (typeof KINDS)[number]

const SPECIFICATION = /\/(authenticated|requiresScopes|policy)\/v\d/

/** The argument of that name as plain JSON; undefined where it is not given. */
export function argumentOf({ arguments: given = [] }: ConstDirectiveNode, name: string): unknown {
  const argument: ConstArgumentNode | undefined = given.find((each) => each.name.value === name)
  return argument && valueFromASTUntyped(argument.value)
}

/** Which of the specifications a `@link` brings in. */
export function linkedKind(directive: ConstDirectiveNode): AuthorisationKind | undefined {
  if (directive.name.value !== 'link') return undefined
  const [, kind] = SPECIFICATION.exec(String(argumentOf(directive, 'url'))) ?? []
  return kind as AuthorisationKind | undefined
}

/** The name that a link gives to its directive: a schema may call it what it likes. */
function nameIn(link: ConstDirectiveNode, kind: AuthorisationKind): string {
  const imports = argumentOf(link, 'import')
  for (const each of Array.isArray(imports) ? (imports as unknown[]) : []) {
    if (typeof each !== 'object' || each === null || !('name' in each) || each.name !== `@${kind}`) continue
    return 'as' in each ? String(each.as).replace(/^@/, '') : kind
  }
  const namespace = argumentOf(link, 'as')
  return typeof namespace === 'string' ? namespace : kind
}

/** What the authorisation directives of a supergraph are called there. Their usual names always count as theirs. */
export function authorisationDirectives({
  definitions,
}: DocumentNode): ReadonlyMap<string, AuthorisationKind> {
  const names = new Map<string, AuthorisationKind>(KINDS.map((kind) => [kind, kind]))
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue
    for (const directive of definition.directives ?? []) {
      const kind = linkedKind(directive)
      if (kind) names.set(nameIn(directive, kind), kind)
    }
  }
  return names
}
