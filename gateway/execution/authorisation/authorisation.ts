import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import { collectFields, fragmentsOf } from '../selection/collect-fields.ts'
import type { Authorisable } from './authorisable.ts'
import { readDeclaredRequirements } from './declared.ts'
import { createDenials, type Denials } from './denials.ts'
import { needsOf } from './needs.ts'
import { type Holder, isMet, type Requirement } from './requirement.ts'
import { restrictDocument } from './restrict.ts'
import { createRules } from './rules.ts'

/** What is done in an operation's place, for those who may not see all of it. */
export interface Restriction extends Authorisable {
  denials: Denials
}

/** Which fields of the graph a caller may see. */
export interface Authorisation {
  /** Undefined for a caller who may see all that the operation asks for: nearly always, and soon found out. */
  denialsOf(operation: Authorisable, caller: Holder): Denials | undefined
  /** The operation without what is denied. */
  restrict(operation: Authorisable, denials: Denials): Restriction
  /** The field for which an operation is not begun: it would write, or follow, what its caller may not. */
  refusedField(operation: Authorisable, denials: Denials): string | undefined
}

/** What an operation may ask for, and the scopes that are enough for it: the same set for all callers who have the same. */
interface Needs {
  requirements: readonly Requirement[]
  metBy: WeakSet<ReadonlySet<string>>
}

const NOTHING_NEEDED: readonly Requirement[] = []

/** Creates the authorisation of one supergraph; `schema` is what clients see of it. */
export function createAuthorisation(schema: GraphQLSchema, supergraph: DocumentNode): Authorisation {
  const declared = readDeclaredRequirements(supergraph)
  const rules = createRules(schema, declared)
  const known = new WeakMap<OperationDefinitionNode, Needs>()
  const findNeeds = (operation: Authorisable): Needs => {
    const requirements = declared.isEmpty ? NOTHING_NEEDED : needsOf(operation, schema, rules)
    const needs = { requirements, metBy: new WeakSet<ReadonlySet<string>>() }
    known.set(operation.operation, needs)
    return needs
  }
  return {
    denialsOf(operation, caller) {
      const { requirements, metBy } = known.get(operation.operation) ?? findNeeds(operation)
      if (metBy.has(caller.scopes) && !caller.isAnonymous) return undefined
      const unmet = requirements.filter((each) => !isMet(each, caller))
      if (unmet.length > 0) return createDenials(unmet, rules)
      if (!caller.isAnonymous) metBy.add(caller.scopes)
      return undefined
    },
    restrict: (operation, denials) => ({
      ...restrictDocument(operation, schema, { rules, denials }),
      denials,
    }),
    refusedField({ document, operation }, denials) {
      const root = schema.getRootType(operation.operation)
      if (!root || operation.operation === OperationTypeNode.QUERY) return undefined
      const source = { selectionSet: operation.selectionSet, conditions: [] }
      const fields = collectFields(schema, root, [source], fragmentsOf(document))
      return fields.find(({ name }) => denials.isForbidden(root, name))?.responseKey
    },
  }
}
