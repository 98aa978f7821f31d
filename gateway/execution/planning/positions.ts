import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { Kind, type SelectionSetNode } from 'graphql'
import type { Fragments } from '../selection/collect-fields.ts'
import type { FetchStep, Position } from './fetch-step.ts'
import { renamesOf } from './rewrites.ts'

type Fetch = Omit<FetchStep, 'dependsOn'>

/** The place of what an object holds under a key. */
export const positionBelow = (prefix: Position, key: string): Position =>
  prefix === '' ? key : `${prefix}/${key}`

function addSelected(
  selectionSet: SelectionSetNode,
  fragments: Fragments,
  prefix: Position,
  found: Set<Position>,
): void {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      const position = positionBelow(prefix, selection.alias?.value ?? selection.name.value)
      found.add(position)
      if (selection.selectionSet) addSelected(selection.selectionSet, fragments, position, found)
      continue
    }
    const below =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : fragments[selection.name.value]?.selectionSet
    if (below) addSelected(below, fragments, prefix, found)
  }
}

function addRequired(
  selections: readonly QueryPlanSelectionNode[],
  prefix: Position,
  found: Set<Position>,
): void {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      addRequired(selection.selections, prefix, found)
      continue
    }
    const position = positionBelow(prefix, selection.alias ?? selection.name)
    found.add(position)
    if (selection.selections) addRequired(selection.selections, position, found)
  }
}

/** The place of a path's objects. */
export const positionOf = (path: readonly string[]): Position => path.filter((key) => key !== '@').join('/')

/** An entity fetch's fields stand below `_entities`, which is no place of the answer. */
function answeredSelections({ operation, requires }: Fetch): SelectionSetNode {
  const [entities] = operation.selectionSet.selections
  const below = requires && entities?.kind === Kind.FIELD ? entities.selectionSet : undefined
  return below ?? operation.selectionSet
}

/** What a renamed key is written as: the planner's alias never reaches the answer. */
function withRenames(positions: Set<Position>, { outputRewrites }: Fetch): Set<Position> {
  const renames = renamesOf(outputRewrites)
  if (renames.size === 0) return positions
  const rename = (position: Position) =>
    position
      .split('/')
      .map((key) => renames.get(key) ?? key)
      .join('/')
  return new Set([...positions].map(rename))
}

/** Every place that a fetch fills. */
export function writtenPositions(fetch: Fetch): Set<Position> {
  const found = new Set<Position>()
  addSelected(answeredSelections(fetch), fetch.fragments, positionOf(fetch.path), found)
  return withRenames(found, fetch)
}

/** Every place that must be filled before a fetch can start: its objects, and its inputs in them. */
export function readPositions({ path, requires }: Fetch): Set<Position> {
  const found = new Set<Position>()
  path.forEach((_, index) => {
    found.add(positionOf(path.slice(0, index + 1)))
  })
  if (requires) addRequired(requires, positionOf(path), found)
  found.delete('')
  return found
}
