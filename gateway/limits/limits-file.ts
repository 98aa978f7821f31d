import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { WeftError } from '#shared/errors.ts'
import type { LimitOverrides } from './limits.ts'
import { CALLER_CLASSES, DEFAULT_LIMITS, type LimitName } from './operation-limits.ts'

const LIMIT_NAMES = Object.keys(DEFAULT_LIMITS.staff) as LimitName[]

/** Beyond these a limit no longer protects what it is for: the stacks of parser, validation and planner, the memory. */
const HIGHEST: Partial<Record<LimitName, number>> = {
  bodyBytes: 64 * 1024 * 1024,
  characters: 4 * 1024 * 1024,
  nesting: 500,
  depth: 200,
  selections: 100_000,
  typedSelections: 100_000,
}

const limit = (name: LimitName) =>
  z
    .int()
    .min(1)
    .max(HIGHEST[name] ?? Number.MAX_SAFE_INTEGER)

const LimitsOfClass = z
  .strictObject(Object.fromEntries(LIMIT_NAMES.map((name) => [name, limit(name)])))
  .partial()

const LimitsFile = z
  .strictObject(Object.fromEntries(CALLER_CLASSES.map((callerClass) => [callerClass, LimitsOfClass])))
  .partial()

/**
 * Reads what differs from the default limits: YAML, by class of caller, `portal: { depth: 12 }`. Undefined: nothing
 * differs. Throws INVALID_SETTING that names what is no class, no limit, or no number that makes sense for it.
 */
export function readLimitsFile(file: string | undefined): LimitOverrides | undefined {
  if (file === undefined) return undefined
  const parsed = LimitsFile.safeParse(parseFile(file))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
  throw new WeftError('INVALID_SETTING', `LIMITS_FILE: ${file}: ${problems.join('; ')}`)
}

function parseFile(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WeftError('INVALID_SETTING', `LIMITS_FILE: ${file} cannot be read (${reason})`, {}, error)
  }
}
