import { Kind, type SelectionSetNode } from 'graphql'
import type { CanonicalKeys } from '../planning/canonical-keys.ts'
import { selectionOf, withSelection, withUsedVariables } from '../planning/entity-selection.ts'
import type { FetchStep, FetchSteps, Position } from '../planning/fetch-step.ts'
import { positionOf, readPositions, writtenPositions } from '../planning/positions.ts'
import { filterTopFields, type TopField, topFields } from '../selection/top-fields.ts'
import type { DeferredFragment, DeferredOperation } from './deferred-fragments.ts'

/** Steps of an operation whose client takes it in parts. */
export interface DividedSteps {
  steps: FetchSteps
  /** By their place in `steps`: what must be done for the first answer, and then for each deferred fragment. */
  parts: readonly (readonly number[])[]
}

const join = (prefix: Position, key: string): Position => (prefix === '' ? key : `${prefix}/${key}`)

/** The places that a client's selection is answered from. Every object has `__typename`: nobody waits for it. */
function addPositions(
  { selections }: SelectionSetNode,
  prefix: Position,
  keys: CanonicalKeys,
  found: Set<Position>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue
    const position = selection.kind === Kind.FIELD ? join(prefix, keys.keyOf(selection)) : prefix
    if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') found.add(position)
    if (selection.selectionSet) addPositions(selection.selectionSet, position, keys, found)
  }
}

function positionsOf(selectionSet: SelectionSetNode, prefix: Position, keys: CanonicalKeys): Set<Position> {
  const found = new Set<Position>()
  addPositions(selectionSet, prefix, keys, found)
  return found
}

const meets = (some: Iterable<Position>, others: ReadonlySet<Position>): boolean =>
  [...some].some((position) => others.has(position))

/** What is asked, and whatever the steps that find it read. */
function neededFor(asked: ReadonlySet<Position>, steps: FetchSteps): Set<Position> {
  const needed = new Set(asked)
  const accesses = steps.map((step) => ({ reads: readPositions(step), writes: writtenPositions(step) }))
  for (let size = -1; size !== needed.size; ) {
    size = needed.size
    for (const { reads, writes } of accesses)
      if (meets(writes, needed)) for (const position of reads) needed.add(position)
  }
  return needed
}

function select(step: FetchStep, keep: (field: TopField) => boolean): FetchStep[] {
  const selectionSet = filterTopFields(selectionOf(step), keep)
  if (!selectionSet) return []
  const selected = step.requires
    ? withSelection(step, selectionSet)
    : { ...step, operation: { ...step.operation, selectionSet } }
  return [withUsedVariables(selected)]
}

const keyOf = ({ field }: TopField): string => field.alias?.value ?? field.name.value

/**
 * A step as one for each part of the answer that is the first to need some of its fields. What no part needs, as
 * `__typename`, goes with the first of them.
 */
function divideStep(step: FetchStep, neededBy: readonly ReadonlySet<Position>[]): FetchStep[] {
  if (step.outputRewrites.length > 0) return [step]
  const firstOf = (field: TopField): number =>
    neededBy.findIndex((needed) => needed.has(join(positionOf(step.path), keyOf(field))))
  const parts = topFields(selectionOf(step))
    .map(firstOf)
    .filter((part) => part >= 0)
  const distinct = [...new Set(parts)].sort((a, b) => a - b)
  if (distinct.length < 2) return [step]
  return distinct.flatMap((part, place) =>
    select(step, (field) => firstOf(field) === part || (place === 0 && firstOf(field) < 0)),
  )
}

/** Which parts of a step that was divided another one waits for: those that fill what it reads. */
function waitsFor(step: FetchStep, parts: readonly number[], steps: FetchSteps): readonly number[] {
  if (parts.length < 2) return parts
  const reads = readPositions(step)
  const filling = parts.filter((part) => meets(writtenPositions(steps[part] as FetchStep), reads))
  return filling.length > 0 ? filling : parts
}

function divideAll(original: FetchSteps, neededBy: readonly ReadonlySet<Position>[]): FetchStep[] {
  const steps: FetchStep[] = []
  const partsOf = original.map((step) => divideStep(step, neededBy).map((part) => steps.push(part) - 1))
  return steps.map((step) => ({
    ...step,
    dependsOn: new Set([...step.dependsOn].flatMap((index) => waitsFor(step, partsOf[index] ?? [], steps))),
  }))
}

function prefixOf(
  { parent, path }: DeferredFragment,
  all: readonly DeferredFragment[],
  keys: CanonicalKeys,
): Position {
  const outer = parent === undefined ? undefined : all[parent]
  return path.reduce(
    (prefix, { field }) => join(prefix, keys.keyOf(field)),
    outer ? prefixOf(outer, all, keys) : '',
  )
}

/** Divides the steps of an operation so that no part of its answer waits for what is only needed later. */
export function divideSteps(
  original: FetchSteps,
  { immediate, deferred }: DeferredOperation,
  keys: CanonicalKeys,
): DividedSteps {
  const asked = [
    positionsOf(immediate, '', keys),
    ...deferred.map((fragment) =>
      positionsOf(fragment.selectionSet, prefixOf(fragment, deferred, keys), keys),
    ),
  ]
  const steps = divideAll(
    original,
    asked.map((positions) => neededFor(positions, original)),
  )
  const writes = steps.map(writtenPositions)
  const parts = asked.map((positions) =>
    writes.flatMap((written, index) => (meets(written, positions) ? [index] : [])),
  )
  return { steps, parts }
}
