import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
} from 'graphql'
import { argumentsOf } from '../limits/directive-names.ts'
import { deprecationsOf, parseDeprecation } from './deprecation.ts'
import type { Graph } from './graph.ts'

/** What in a graph is not as our graphs are, as sentences. */
export function lintGraph({ schema, supergraph }: Graph): string[] {
  return [...namesOf(schema), ...promisesOf(supergraph), ...reasonsOf(schema)]
}

const TYPE = /^[A-Z][A-Za-z0-9]*$/
const MEMBER = /^[a-z][A-Za-z0-9]*$/
const VALUE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/

function namesOf(schema: GraphQLSchema): string[] {
  const wrong: string[] = []
  const check = (name: string, form: RegExp, where: string): void => {
    if (!form.test(name)) wrong.push(`${where} is not named like the others.`)
  }
  for (const type of Object.values(schema.getTypeMap())) {
    // `__` is the schema's own, and what specifications add.
    if (type.name.includes('__')) continue
    check(type.name, TYPE, type.name)
    if (isEnumType(type)) for (const { name } of type.getValues()) check(name, VALUE, `${type.name}.${name}`)
    if (isInputObjectType(type))
      for (const name of Object.keys(type.getFields())) check(name, MEMBER, `${type.name}.${name}`)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      check(field.name, MEMBER, `${type.name}.${field.name}`)
      for (const { name } of field.args) check(name, MEMBER, `${type.name}.${field.name}(${name}:)`)
    }
  }
  return wrong
}

/** `@deprecated` by the policy: what to use, since when, until when. */
function reasonsOf(schema: GraphQLSchema): string[] {
  return [...deprecationsOf(schema)].flatMap(([coordinate, reason]) =>
    parseDeprecation(reason)
      ? []
      : [
          `${coordinate} is deprecated without its days: "Use … . Deprecated YYYY-MM-DD, removed after YYYY-MM-DD."`,
        ],
  )
}

/**
 * A record that several subgraphs answer is promised by one of them at the most: the others may be down, and a null
 * that is not allowed would cost its parents. What the schema's own key is, is never missing.
 */
function promisesOf(supergraph: DocumentNode): string[] {
  return supergraph.definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return []
    const graphs = new Set(graphsOf(type.directives))
    if (graphs.size < 2 || ['Query', 'Mutation', 'Subscription'].includes(type.name.value)) return []
    const promises = (type.fields ?? []).flatMap((field) => {
      const answering = graphsOf(field.directives)
      const [only] = answering
      const isPromise = field.type.kind === Kind.NON_NULL_TYPE && !isHidden(field) && answering.length === 1
      return only && isPromise ? [{ field: field.name.value, by: only }] : []
    })
    const [owner] = mostFrequent(promises.map(({ by }) => by))
    return promises
      .filter(({ by }) => by !== owner)
      .map(
        ({ field, by }) =>
          `${type.name.value}.${field} is promised by ${by}, whose system may be down: make it nullable.`,
      )
  })
}

const isHidden = ({ directives = [] }: FieldDefinitionNode): boolean =>
  directives.some(({ name }) => name.value === 'inaccessible')

/** The subgraphs that a `@join__type` or `@join__field` names, but those that only know it. */
function graphsOf(directives: readonly ConstDirectiveNode[] = []): string[] {
  return directives
    .filter(({ name }) => name.value === 'join__type' || name.value === 'join__field')
    .map(argumentsOf)
    .flatMap(({ graph, external }) => (typeof graph === 'string' && external !== true ? [graph] : []))
}

function mostFrequent(words: readonly string[]): string[] {
  return [...Map.groupBy(words, (word) => word)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([word]) => word)
}
