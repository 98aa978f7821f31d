import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'
import { generateRepresentations } from './generate-representation.ts'
import { sentName } from '../planning/bound-fields.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import type { BoundSupergraph } from '../planning/required-arguments.ts'
import { applyRewrites, isTarget, satisfiesType, type Target } from '../planning/rewrites.ts'
import type { SupergraphFacts } from '../planning/supergraph-facts.ts'

/** What representations are built by. */
export interface RepresentationContext {
  supergraphSchema: GraphQLSchema
  facts: SupergraphFacts
  bound: BoundSupergraph['bound']
}

/** Copies one input; false when the object cannot be told to the subgraph without it. */
type CopyInput = (source: Target, into: Target) => boolean

type CopyValue = (value: unknown) => { value: unknown } | undefined

const copyLeaf: CopyValue = (value) => ({ value })

/** Objects and lists of them; undefined when a part that must be there is not. */
function copyNested(copyInto: CopyInput): CopyValue {
  const copy: CopyValue = (value) => {
    if (Array.isArray(value)) {
      const items = value.map(copy)
      return items.every((item) => item !== undefined)
        ? { value: items.map((item) => item.value) }
        : undefined
    }
    if (!isTarget(value)) return { value: null }
    const into: Target = {}
    return copyInto(value, into) ? { value: into } : undefined
  }
  return copy
}

interface Compilation extends RepresentationContext {
  subgraph: string
}

/** A field that some `@requires` asks for and no key names may be missing: then it is sent as null. */
function isOptional({ facts, subgraph }: Compilation, type: string, name: string): boolean {
  return name !== '__typename' && !facts.isKeyField(subgraph, type, name)
}

function compileField(
  compilation: Compilation,
  selection: Extract<QueryPlanSelectionNode, { kind: 'Field' }>,
  optional: boolean,
): CopyInput {
  const { name } = selection
  const key = selection.alias ?? name
  const sent = sentName(name, compilation.bound)
  const copyValue = selection.selections
    ? copyNested(compileSelections(compilation, selection.selections, () => optional))
    : copyLeaf
  return (source, into) => {
    const value = source[key]
    const copied = value === undefined ? undefined : copyValue(value)
    if (!copied && !optional) return false
    into[sent] = copied ? copied.value : null
    return true
  }
}

function compileSelections(
  compilation: Compilation,
  selections: readonly QueryPlanSelectionNode[],
  optionalOf: (name: string) => boolean,
): CopyInput {
  const copies = selections.map((selection): CopyInput => {
    if (selection.kind === 'Field') return compileField(compilation, selection, optionalOf(selection.name))
    const { typeCondition } = selection
    const copy = compileSelections(compilation, selection.selections, optionalOf)
    if (typeCondition === undefined) return copy
    const { supergraphSchema } = compilation
    return (source, into) => {
      const typeName = source.__typename
      if (typeof typeName !== 'string' || !satisfiesType(supergraphSchema, typeName, typeCondition))
        return true
      return copy(source, into)
    }
  })
  return (source, into) => copies.every((copy) => copy(source, into))
}

/** Builds what a subgraph is told of objects. */
export interface BuildRepresentation {
  /** Undefined when the object is none of the subgraph's entities. */
  one(entity: Target): Target | undefined
  /** At the same places; undefined when they must be told one by one. */
  all(entities: readonly Target[]): Target[] | undefined
}

/** Compiles a step's inputs. A required field that is missing because its own fetch failed is sent as null. */
export function compileRepresentation(step: FetchStep, context: RepresentationContext): BuildRepresentation {
  const compilation: Compilation = { ...context, subgraph: step.subgraph }
  const copies = (step.requires ?? []).map((selection) => {
    const type = (selection.kind === 'InlineFragment' ? selection.typeCondition : undefined) ?? ''
    return compileSelections(compilation, [selection], (name) => isOptional(compilation, type, name))
  })
  const one: BuildRepresentation['one'] = (entity) => {
    const representation: Target = {}
    if (!copies.every((copy) => copy(entity, representation))) return undefined
    if (typeof representation.__typename !== 'string') return undefined
    applyRewrites(context.supergraphSchema, step.inputRewrites, representation)
    return representation
  }
  return { one, all: compileWhenFrequent(() => generate(step, compilation)) }
}

/** Text that a few objects need is not worth its compilation. */
const OBJECTS_BEFORE_COMPILING = 64

function compileWhenFrequent(generate: () => BuildRepresentation['all']): BuildRepresentation['all'] {
  let built = 0
  let all: BuildRepresentation['all'] | undefined
  return (entities) => {
    if (all) return all(entities)
    built += entities.length
    if (built >= OBJECTS_BEFORE_COMPILING) all = generate()
    return all?.(entities)
  }
}

const oneByOne = (): undefined => undefined

/** Inputs that stand on several types, or are rewritten, stay interpreted. */
function generate(step: FetchStep, compilation: Compilation): BuildRepresentation['all'] {
  const [selection, ...others] = step.requires ?? []
  if (others.length > 0 || step.inputRewrites.length > 0) return oneByOne
  if (selection?.kind !== 'InlineFragment' || selection.typeCondition === undefined) return oneByOne
  const { typeCondition, selections } = selection
  const fields = selections.flatMap((each) => (each.kind === 'Field' ? [each] : []))
  const isPlain = fields.length === selections.length && fields.some(({ name }) => name === '__typename')
  if (!isPlain) return oneByOne
  return generateRepresentations(
    typeCondition,
    (typeName) =>
      typeof typeName === 'string' && satisfiesType(compilation.supergraphSchema, typeName, typeCondition),
    fields.map((field) => {
      const optional = isOptional(compilation, typeCondition, field.name)
      return {
        key: field.alias ?? field.name,
        sent: sentName(field.name, compilation.bound),
        isOptional: optional,
        copy:
          field.selections && copyNested(compileSelections(compilation, field.selections, () => optional)),
      }
    }),
  )
}
