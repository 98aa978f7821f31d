import type { Caller } from '#shared/subgraph/context.ts'

/**
 * What a caller must have: one of these lists, with all that stands in it. Words are scopes, `TOKEN`, and policies, which
 * nobody has. Always in one form (`requirementOf`), so that equal requirements have equal texts.
 */
export type Requirement = readonly (readonly string[])[]

/** Everybody has it. */
export const NOTHING: Requirement = [[]]
/** Nobody has it. */
export const NEVER: Requirement = []
/** That the caller is somebody. */
export const TOKEN = '\0token'

/** Who asks, as far as requirements look at it. */
export type Holder = Pick<Caller, 'scopes' | 'isAnonymous'>

const textOf = (words: readonly string[]): string => JSON.stringify(words)

const includesAll = (words: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((word) => words.includes(word))

/** Lists in their one form: words and lists in order, and no list that asks more than another one. */
export function requirementOf(lists: Requirement): Requirement {
  const sorted = lists.map((words) => [...new Set(words)].sort())
  const distinct = new Map(sorted.map((words) => [textOf(words), words]))
  const all = [...distinct.values()]
  const least = all.filter((words) => !all.some((other) => other !== words && includesAll(words, other)))
  return least.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
}

/** All of several requirements. */
export const allOf = (requirements: readonly Requirement[]): Requirement =>
  requirements.reduce(
    (all, each) =>
      each === NOTHING
        ? all
        : requirementOf(all.flatMap((words) => each.map((others) => [...words, ...others]))),
    NOTHING,
  )

/** One of several requirements. */
export const oneOf = (requirements: readonly Requirement[]): Requirement => requirementOf(requirements.flat())

/** Whether whoever has the first has the second. */
export const implies = (given: Requirement, wanted: Requirement): boolean =>
  given.every((words) => wanted.some((others) => includesAll(words, others)))

/** Whether everybody has it. */
export const isNothing = (requirement: Requirement): boolean =>
  requirement.some((words) => words.length === 0)

/** Whether a caller has it. */
export function isMet(requirement: Requirement, { scopes, isAnonymous }: Holder): boolean {
  for (const words of requirement) {
    let hasAll = true
    for (const word of words) if (!(word === TOKEN ? !isAnonymous : scopes.has(word))) hasAll = false
    if (hasAll) return true
  }
  return false
}
