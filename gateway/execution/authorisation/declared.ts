import type { ConstDirectiveNode, DocumentNode } from 'graphql'
import { argumentOf, type AuthorisationKind, authorisationDirectives } from './directives.ts'
import { isPiiCategory, type PiiCategory } from './masks.ts'
import { allOf, NEVER, NOTHING, type Requirement, requirementOf, TOKEN } from './requirement.ts'

/** What a supergraph says of its types and fields, each by itself. */
export interface DeclaredRequirements {
  ofType(type: string): Requirement
  ofField(type: string, field: string): Requirement
  /** What a field holds that `@pii` marks and no scope guards. */
  piiOf(type: string, field: string): PiiCategory | undefined
  /** True where nothing of the graph asks for anything. */
  readonly isEmpty: boolean
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** `[["a", "b"], ["c"]]`: a and b, or c. A list without lists lets nobody in, nor does one of what is no text. */
function readLists(value: unknown): Requirement {
  if (value === undefined || value === null) return NEVER
  const lists = asList(value).map(asList)
  const texts = lists.filter((words): words is string[] => words.every((word) => typeof word === 'string'))
  return requirementOf(texts)
}

const READERS: Readonly<Record<AuthorisationKind, (directive: ConstDirectiveNode) => Requirement>> = {
  authenticated: () => [[TOKEN]],
  requiresScopes: (directive) => readLists(argumentOf(directive, 'scopes')),
  // Nobody here knows any policy, so no caller ever has one.
  policy: (directive) =>
    readLists(argumentOf(directive, 'policies')).map((names) => names.map((name) => `\0policy ${name}`)),
}

/** By its name: `@composeDirective` keeps it. */
function piiCategoryIn(directives: readonly ConstDirectiveNode[]): PiiCategory | undefined {
  const directive = directives.find(({ name }) => name.value === 'pii')
  const category = directive && argumentOf(directive, 'category')
  return isPiiCategory(category) ? category : undefined
}

/** Reads the authorisation directives of a supergraph. */
export function readDeclaredRequirements(supergraph: DocumentNode): DeclaredRequirements {
  const names = authorisationDirectives(supergraph)
  const requirements = new Map<string, Requirement>()
  const marked = new Map<string, PiiCategory>()
  const add = (place: string, directives: readonly ConstDirectiveNode[] = []): void => {
    for (const directive of directives) {
      const kind = names.get(directive.name.value)
      if (!kind) continue
      const requirement = READERS[kind](directive)
      requirements.set(place, allOf([requirements.get(place) ?? NOTHING, requirement]))
    }
  }
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || !definition.name) continue
    const type = definition.name.value
    if ('directives' in definition) add(type, definition.directives as readonly ConstDirectiveNode[])
    if (!('fields' in definition)) continue
    for (const { name, directives = [] } of definition.fields ?? []) {
      const place = `${type}.${name.value}`
      add(place, directives)
      const category = piiCategoryIn(directives)
      if (category && !requirements.has(place)) marked.set(place, category)
    }
  }
  return {
    isEmpty: requirements.size + marked.size === 0,
    ofType: (type) => requirements.get(type) ?? NOTHING,
    ofField: (type, field) => requirements.get(`${type}.${field}`) ?? NOTHING,
    piiOf: (type, field) => marked.get(`${type}.${field}`),
  }
}
