import { block, compileFunction, createConstants, property, quoted } from '../generate/source.ts'
import type { Target } from '../planning/rewrites.ts'
import type { EntityInputs } from './fetch.ts'
import { isPlainObject } from './generate-writer.ts'
import type { ResolveReference } from './local-entities.ts'
import type { ObjectWriter } from './write-fields.ts'
import type { LocalRun } from './local-run.ts'

/** Finds and writes all entities of a fetch. Nothing is thrown. */
export type WriteEntities = (inputs: EntityInputs, run: LocalRun) => void

/** What entities of one object type are found and written by. */
export interface EntityCode {
  typeName: string
  resolve: ResolveReference | undefined
  info: unknown
  writer: ObjectWriter
  /** For an entity of another type. */
  fetch(target: Target, representation: Target, run: LocalRun): void
  /** For what was found and is no object that can be written at once. */
  finish(target: Target, found: unknown, run: LocalRun): void
  /** For what was thrown. */
  fail(target: Target, cause: unknown, run: LocalRun): void
}

/** Compiles one loop that calls the resolver and writes what it answers. */
export function generateEntities({ typeName, ...code }: EntityCode): WriteEntities {
  const constants = createConstants()
  const { resolve, info, writer, fetch, finish, fail } = code
  const found = resolve
    ? `${constants.nameOf(resolve)}(representation, run.context, ${constants.nameOf(info)})`
    : 'representation'
  const statements = [
    'const { targets, representations } = inputs',
    'for (let index = 0; index < targets.length; index += 1) {',
    'const target = targets[index]',
    'const representation = representations[index]',
    'try {',
    block(`${property('representation', '__typename')} !== ${quoted(typeName)}`, [
      `${constants.nameOf(fetch)}(target, representation, run)`,
      'continue',
    ]),
    `const found = ${found}`,
    block(isPlainObject('found'), [`${constants.nameOf(writer)}.write(found, target, run)`]),
    `else ${constants.nameOf(finish)}(target, found, run)`,
    '} catch (cause) {',
    `${constants.nameOf(fail)}(target, cause, run)`,
    '}',
    '}',
  ]
  return compileFunction(['inputs', 'run'], statements, constants)
}
