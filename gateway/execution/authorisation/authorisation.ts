import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import { collectFields, fragmentsOf } from '../selection/collect-fields.ts'
import { readDeclaredRequirements } from './declared.ts'
import { createDenials, type Denials } from './denials.ts'
import { needsOf } from './needs.ts'
import { type Holder, isMet, type Requirement } from './requirement.ts'
import { restrictDocument } from './restrict.ts'
import { createRules } from './rules.ts'

/** An operation that has been validated, and the document that it stands in. */
export interface Authorisable {
  document: DocumentNode
  operation: OperationDefinitionNode
}

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

const NOTHING_NEEDED: readonly Requirement[] = []

/** Creates the authorisation of one supergraph; `schema` is what clients see of it. */
export function createAuthorisation(schema: GraphQLSchema, supergraph: DocumentNode): Authorisation {
  const declared = readDeclaredRequirements(supergraph)
  const rules = createRules(schema, declared)
  const known = new WeakMap<OperationDefinitionNode, readonly Requirement[]>()
  const findNeeds = (operation: Authorisable): readonly Requirement[] => {
    const needs = declared.isEmpty ? NOTHING_NEEDED : needsOf(operation, schema, rules)
    known.set(operation.operation, needs)
    return needs
  }
  return {
    denialsOf(operation, caller) {
      const needs = known.get(operation.operation) ?? findNeeds(operation)
      for (const requirement of needs)
        if (!isMet(requirement, caller))
          return createDenials(
            needs.filter((each) => !isMet(each, caller)),
            rules,
          )
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
