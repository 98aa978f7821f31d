import { readFileSync } from 'node:fs'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { WeftError } from './errors.ts'

/** A YAML file that a setting names: one list of entries, each with an id of its own. */
export interface ListedFile<Entry> {
  /** The setting, as a refusal begins: `CLIENTS_FILE`. */
  setting: string
  file: string
  /** The list's name in the file, and what one of it is called: `clients`, `client`. */
  list: string
  noun: string
  entry: z.ZodType<Entry>
}

/**
 * Its entries, and what is wrong with them together: more may be found by whoever reads on. Throws INVALID_SETTING that names
 * every entry that cannot be read, and how; the file itself is not quoted.
 */
export function readListedFile<Entry extends { id: string }>(
  of: ListedFile<Entry>,
): { entries: Entry[]; problems: string[] } {
  const raw = readYamlFile(of)
  const parsed = z.strictObject({ [of.list]: z.array(of.entry) }).safeParse(raw)
  if (!parsed.success)
    throw refuseFile(
      of,
      parsed.error.issues.map((issue) => describe(issue, raw, of)),
    )
  const entries = parsed.data[of.list] ?? []
  const ids = entries.map(({ id }) => id)
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  return { entries, problems: [...twice].map((id) => `${of.noun} ${id}: the id is used twice`) }
}

/** What is wrong with a file, in one error. */
export function refuseFile(
  { setting, file }: Pick<ListedFile<unknown>, 'setting' | 'file'>,
  problems: readonly string[],
  cause?: unknown,
): WeftError {
  return new WeftError('INVALID_SETTING', `${setting}: ${file}: ${problems.join('; ')}`, {}, cause)
}

/**
 * What a file holds. The parser's own words are not passed on: they quote the file, and somebody may have written a secret into
 * it.
 */
export function readYamlFile(of: Pick<ListedFile<unknown>, 'setting' | 'file'>): unknown {
  try {
    return parseYaml(readFileSync(of.file, 'utf8'), { prettyErrors: false })
  } catch (error) {
    const isSystems = error instanceof Error && 'code' in error && !(error instanceof YAMLParseError)
    throw refuseFile(of, [isSystems ? `cannot be read (${error.code})` : 'not YAML'], error)
  }
}

/** `client acme: scopes: …`: the entry by its id where it has one, by its place otherwise. */
function describe(
  { path, message }: z.core.$ZodIssue,
  raw: unknown,
  { list, noun }: Pick<ListedFile<unknown>, 'list' | 'noun'>,
): string {
  const [first, index, ...rest] = path
  if (first !== list || typeof index !== 'number') return `${path.join('.') || 'it'}: ${message}`
  const entry = (raw as Record<string, unknown[]>)[list]?.[index]
  const given = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined
  const id = typeof given === 'string' ? given : `number ${index + 1}`
  return `${noun} ${id}: ${[...rest, message].join(': ')}`
}
