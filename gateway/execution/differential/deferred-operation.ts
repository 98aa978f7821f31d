import type { ExecutionResult } from 'graphql'
import { type FieldNode, Kind, parse, print, type SelectionNode, visit } from 'graphql'
import type { AnswerInParts } from '../incremental/parts.ts'
import type { Tape } from './generated-operation.ts'

const deferred = (field: FieldNode): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  directives: [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'defer' } }],
  selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
})

/** The operation with some of its fields deferred, by the decisions of a tape. */
export function deferSome(query: string, tape: Tape): string {
  return print(
    visit(parse(query), {
      SelectionSet: {
        leave: (selectionSet) => ({
          ...selectionSet,
          selections: selectionSet.selections.map((selection) =>
            selection.kind === Kind.FIELD && tape.next(4) === 3 ? deferred(selection) : selection,
          ),
        }),
      },
    }),
  )
}

type Json = Record<string | number, unknown>

function mergeInto(target: Json, part: Json): void {
  for (const [key, value] of Object.entries(part)) {
    const known = target[key]
    const isBoth = typeof known === 'object' && known !== null && typeof value === 'object' && value !== null
    if (isBoth) mergeInto(known as Json, value as Json)
    else target[key] = value
  }
}

/** The whole of an answer in parts, put together as its client does it. */
export async function putTogether({ first, later }: AnswerInParts): Promise<ExecutionResult> {
  const { data } = JSON.parse(JSON.stringify(first)) as { data: Json }
  for await (const { delivered } of later) {
    for (const part of delivered) {
      const target = part.path.reduce<Json>((object, key) => object[key] as Json, data)
      if (part.data) mergeInto(target, JSON.parse(JSON.stringify(part.data)) as Json)
    }
  }
  return { data }
}

/** Where two answers differ although the first one has a value there: the place of the first difference. */
export function missingFrom(expected: unknown, found: unknown, place = ''): string | undefined {
  if (expected === null || expected === undefined) return undefined
  if (typeof expected !== 'object') return expected === found ? undefined : place
  if (typeof found !== 'object' || found === null) return place
  for (const [key, value] of Object.entries(expected)) {
    const missing = missingFrom(value, (found as Json)[key], `${place}/${key}`)
    if (missing !== undefined) return missing
  }
  return undefined
}
