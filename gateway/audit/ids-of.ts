import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql'
import { typeOfId } from '#shared/global-id.ts'
import { idsIn } from './ids-in.ts'

/** An operation, and what its variables say. */
export interface AskedOperation {
  document: DocumentNode
  operation: OperationDefinitionNode
  coerced: Readonly<Record<string, unknown>>
}

const writtenIn = new WeakMap<OperationDefinitionNode, readonly string[]>()

/** The global ids that an operation names, in its variables or in its own text. */
export function idsOf(asked: AskedOperation): readonly string[] {
  const written = writtenIn.get(asked.operation) ?? findWritten(asked)
  const given = idsIn(asked.coerced)
  return written.length === 0 ? given : [...new Set([...written, ...given])]
}

/** Looked for once: whoever writes ids into a text sends another text for each. */
function findWritten({ document, operation }: AskedOperation): readonly string[] {
  const found = new Set<string>()
  const StringValue = ({ value }: { value: string }): void => {
    if (typeOfId(value) !== undefined) found.add(value)
  }
  for (const definition of document.definitions)
    if (definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION)
      visit(definition, { StringValue })
  const written = [...found]
  writtenIn.set(operation, written)
  return written
}
