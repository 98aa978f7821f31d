import {
  type DocumentNode,
  Kind,
  type ObjectValueNode,
  type OperationDefinitionNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { typeOfId } from '#shared/global-id.ts'
import { isExternalRef } from './external-ref.ts'
import { idsIn } from './ids-in.ts'

/** An operation, and what its variables say. */
export interface AskedOperation {
  document: DocumentNode
  operation: OperationDefinitionNode
  coerced: Readonly<Record<string, unknown>>
}

/** What a text names: global ids, and records by other systems' ids, of which variables may be a part. */
interface Written {
  ids: readonly string[]
  refs: readonly ObjectValueNode[]
}

const writtenIn = new WeakMap<OperationDefinitionNode, Written>()

/** The global ids that an operation names, in its variables or in its own text, and the marks of other systems' ids. */
export function idsOf(asked: AskedOperation): readonly string[] {
  const { ids, refs } = writtenIn.get(asked.operation) ?? findWritten(asked)
  const given = idsIn(asked.coerced)
  if (ids.length === 0 && refs.length === 0) return given
  const named = idsIn({ refs: refs.map((node) => valueFromASTUntyped(node, asked.coerced)) })
  return [...new Set([...ids, ...named, ...given])]
}

/** Looked for once: whoever writes ids into a text sends another text for each. */
function findWritten({ document, operation }: AskedOperation): Written {
  const ids = new Set<string>()
  const refs: ObjectValueNode[] = []
  const visitor = {
    StringValue({ value }: { value: string }): void {
      if (typeOfId(value) !== undefined) ids.add(value)
    },
    ObjectValue(node: ObjectValueNode): void {
      if (isExternalRef(Object.fromEntries(node.fields.map(({ name }) => [name.value, name]))))
        refs.push(node)
    },
  }
  for (const definition of document.definitions)
    if (definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION) visit(definition, visitor)
  const written = { ids: [...ids], refs }
  writtenIn.set(operation, written)
  return written
}
