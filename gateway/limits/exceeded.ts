import { WeftError } from '#shared/errors.ts'
import type { LimitName } from './operation-limits.ts'

/** A measure that has a limit, or that an operation must not have at all. */
export type Exceeded = LimitName | 'fragmentCycles'

/** The refusal that says which limit, what it allows, and what was found: at least that much where counting stopped early. */
export function limitExceeded(limit: Exceeded, allowed: number, found: number): WeftError {
  return new WeftError('LIMIT_EXCEEDED', `The operation has more ${WORDS[limit]} than it may have.`, {
    limit,
    allowed,
    found,
  })
}

/** Throws LIMIT_EXCEEDED unless what was found is allowed. */
export function assertWithin(limit: Exceeded, allowed: number, found: number): void {
  if (found > allowed) throw limitExceeded(limit, allowed, found)
}

const WORDS: Readonly<Record<Exceeded, string>> = {
  bodyBytes: 'bytes',
  characters: 'characters',
  tokens: 'tokens',
  nesting: 'nested brackets',
  directives: 'directives',
  fragments: 'fragments',
  depth: 'levels of fields',
  aliases: 'aliases',
  rootFields: 'root fields',
  selections: 'selections',
  typedSelections: 'selections for all types they may stand on',
  repetitions: 'selections of the same field',
  variableSize: 'text and values in its variables',
  variableDepth: 'levels in its variables',
  listItems: 'expected list items',
  cost: 'points of cost',
  upstreamCalls: 'expected calls to systems',
  fragmentCycles: 'fragments that contain themselves',
}
