import { readFileSync } from 'node:fs'
import { isNode, LineCounter, parseDocument } from 'yaml'
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

/** What was read of such a file. */
export interface ReadList<Entry> {
  entries: Entry[]
  /** What is wrong with it: more may be found by whoever reads on. */
  problems: string[]
  /** One more: where the entry stands, which it is, and what is wrong with it. */
  problemOf(index: number, message: string): string
}

/**
 * Its entries. Throws INVALID_SETTING that names every entry that cannot be read, its line, and how; the file itself is not
 * quoted.
 */
export function readListedFile<Entry extends { id: string }>(of: ListedFile<Entry>): ReadList<Entry> {
  const { value, lineOf } = readYaml(of)
  const parsed = z.strictObject({ [of.list]: z.array(of.entry) }).safeParse(value)
  if (!parsed.success)
    throw refuseFile(
      of,
      parsed.error.issues.map((issue) => `line ${lineOf(issue.path)}: ${describe(issue, value, of)}`),
    )
  const entries = parsed.data[of.list] ?? []
  const ids = entries.map(({ id }) => id)
  const problemOf = (index: number, message: string): string =>
    `line ${lineOf([of.list, index])}: ${of.noun} ${ids[index]}: ${message}`
  const problems = ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [problemOf(index, 'the id is used twice')],
  )
  return { entries, problems, problemOf }
}

/** What is wrong with a file, in one error. */
export function refuseFile(
  { setting, file }: Pick<ListedFile<unknown>, 'setting' | 'file'>,
  problems: readonly string[],
  cause?: unknown,
): WeftError {
  return new WeftError('INVALID_SETTING', `${setting}: ${file}: ${problems.join('; ')}`, {}, cause)
}

/** What a file holds. */
export const readYamlFile = (of: Pick<ListedFile<unknown>, 'setting' | 'file'>): unknown => readYaml(of).value

/** And in which line a thing stands, or what it is missing from. */
interface ReadYaml {
  value: unknown
  lineOf(path: readonly PropertyKey[]): number
}

/** The parser's own words are not passed on: they quote the file, and somebody may have written a secret into it. */
function readYaml(of: Pick<ListedFile<unknown>, 'setting' | 'file'>): ReadYaml {
  const lineCounter = new LineCounter()
  const document = parseDocument(readText(of), { prettyErrors: false, lineCounter })
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line
  const [error] = document.errors
  if (error) throw refuseFile(of, [`line ${lineAt(error.pos[0])}: not YAML`], error)
  const lineOf: ReadYaml['lineOf'] = (path) => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true)
    if (isNode(node) && node.range) return lineAt(node.range[0])
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1))
  }
  return { value: document.toJS(), lineOf }
}

function readText(of: Pick<ListedFile<unknown>, 'setting' | 'file'>): string {
  try {
    return readFileSync(of.file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : String(error)
    throw refuseFile(of, [`cannot be read (${reason})`], error)
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
