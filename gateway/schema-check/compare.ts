import { type Change, CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core'
import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql'
import { type DeclaredRequirements, readDeclaredRequirements } from '../execution/authorisation/declared.ts'
import { allOf, type Requirement } from '../execution/authorisation/requirement.ts'
import type { Graph } from './graph.ts'

/** One difference between two graphs, as a client sees it. */
export interface SchemaChange {
  /** Whether an operation that was right may now be wrong. */
  isBreaking: boolean
  message: string
  /** What somebody must have used to be broken by it. */
  coordinates: readonly string[]
}

/** Everything that differs, breaking changes first. */
export async function compareGraphs(before: Graph, after: Graph): Promise<SchemaChange[]> {
  const changes = await diff(before.schema, after.schema, [
    DiffRule.ignoreDescriptionChanges,
    DiffRule.simplifyChanges,
  ])
  return [...changes.map(toSchemaChange), ...stricterFields(before, after)].toSorted(
    (one, other) =>
      Number(other.isBreaking) - Number(one.isBreaking) || (one.message < other.message ? -1 : 1),
  )
}

function toSchemaChange({ criticality, message, path, type }: Change): SchemaChange {
  return {
    isBreaking: criticality.level === CriticalityLevel.Breaking,
    message: `${message.replaceAll("'", '`')}.`,
    coordinates: coordinatesOf(path ?? '', type),
  }
}

/** `Type.field.argument` is `Type.field(argument:)` here; what a type newly requires breaks whoever uses the type. */
function coordinatesOf(path: string, type: string): string[] {
  const [name = '', member, argument] = path.split('.')
  if (member === undefined) return [name]
  // A new required argument or input field is missing from operations that use its parent.
  if (type === 'FIELD_ARGUMENT_ADDED') return [`${name}.${member}`]
  if (type === 'INPUT_FIELD_ADDED') return [name]
  // Whoever gets the enum may get the value: which one came is not recorded.
  if (type.startsWith('ENUM_VALUE')) return [name, `${name}.${member}`]
  return [argument === undefined ? `${name}.${member}` : `${name}.${member}(${argument}:)`]
}

/** Fields that take more of a token than they did. */
function stricterFields(before: Graph, after: Graph): SchemaChange[] {
  const [known, wanted] = [before, after].map(({ supergraph }) => readDeclaredRequirements(supergraph))
  if (!known || !wanted) return []
  return fieldsOf(before.schema).flatMap(([type, field]) => {
    const now = requirementOf(wanted, type, field)
    if (admitsAll(now, requirementOf(known, type, field))) return []
    const coordinate = `${type}.${field}`
    const message = `Field \`${coordinate}\` takes ${inWords(now)}.`
    return [{ isBreaking: true, message, coordinates: [coordinate] }]
  })
}

const requirementOf = (declared: DeclaredRequirements, type: string, field: string): Requirement =>
  allOf([declared.ofType(type), declared.ofField(type, field)])

/** Whether whoever satisfied one requirement satisfies the other. */
const admitsAll = (now: Requirement, before: Requirement): boolean =>
  before.every((had) => now.some((wants) => wants.every((word) => had.includes(word))))

const inWords = (requirement: Requirement): string =>
  requirement.map((words) => words.map((word) => `\`${word}\``).join(' and ')).join(', or ') ||
  'what nobody has'

function fieldsOf(schema: GraphQLSchema): [type: string, field: string][] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__')
      ? Object.keys(type.getFields()).map((field): [string, string] => [type.name, field])
      : [],
  )
}
