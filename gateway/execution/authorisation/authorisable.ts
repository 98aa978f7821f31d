import type { DocumentNode, OperationDefinitionNode } from 'graphql'

/** An operation that has been validated, and the document that it stands in. */
export interface Authorisable {
  document: DocumentNode
  operation: OperationDefinitionNode
}
