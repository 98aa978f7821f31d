import { invalidField, queryPosition, SalesforceRefusal } from '../errors.ts'
import { type FieldKind, findField, findObject, type SObject } from '../objects.ts'
import { type FieldValue, findRow, type Org, type Row } from '../org.ts'
import type { Path } from './syntax.ts'

const MAX_PARENTS = 5

/** A path that the object has: the parents to climb, and the field at the end. */
export interface ResolvedPath {
  parents: { name: string; field: string; object: SObject }[]
  field: string
  kind: FieldKind
}

/** Follows `Account.Owner.Name` from an object; INVALID_FIELD where a name is unknown. */
export function resolvePath(path: Path, from: SObject, text: string): ResolvedPath {
  // `SELECT Account.Name FROM Account`: the object's own name may stand in front.
  const names = path.names[0] === from.name && path.names.length > 1 ? path.names.slice(1) : path.names
  const parents: ResolvedPath['parents'] = []
  let at = from
  for (const name of names.slice(0, -1)) {
    const entry = Object.entries(at.parents).find(([key]) => key.toLowerCase() === name.toLowerCase())
    const object = entry && findObject(entry[1].object)
    if (!entry || !object || parents.length === MAX_PARENTS) throw unknownRelationship(name, path, text)
    parents.push({ name: entry[0], field: entry[1].field, object })
    at = object
  }
  const wanted = names.at(-1) ?? ''
  const field = findField(at, wanted)
  const kind = field === undefined ? undefined : at.fields[field]
  if (field === undefined || kind === undefined)
    throw invalidField(wanted, at.name, queryPosition(text, path.at))
  return { parents, field, kind }
}

function unknownRelationship(name: string, path: Path, text: string): SalesforceRefusal {
  return new SalesforceRefusal(
    400,
    'INVALID_FIELD',
    `${queryPosition(text, path.at)}Didn't understand relationship '${name}' in field path. If you are attempting to use a custom ` +
      "relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL " +
      'or the describe call for the appropriate names.',
  )
}

/** The value at the end of a path; null where a parent is missing. */
export function valueAt(org: Org, row: Row, path: ResolvedPath): FieldValue {
  let at: Row | undefined = row
  for (const { field, object } of path.parents) {
    const id: FieldValue = at?.[field] ?? null
    at = typeof id === 'string' ? findRow(org, object.name, id) : undefined
  }
  return at?.[path.field] ?? null
}
