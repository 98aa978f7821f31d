import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { isWeftError, WeftError } from './errors.ts'

/**
 * Runs a command of a shell to its end. A refusal is told by its code and makes the exit code 1; anything else is a fault of
 * ours, and thrown.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    if (!isWeftError(error)) throw error
    const { code, message } = lacksTable(error) ? NEVER_STARTED : error
    process.stderr.write(`${code}: ${message}\n`)
    process.exitCode = 1
  }
}

const NEVER_STARTED = { code: 'NOT_CONFIGURED', message: 'this database is empty: run npm start once' }

/** Tables are made at a start. https://www.postgresql.org/docs/18/errcodes-appendix.html: 42P01 undefined_table */
const lacksTable = ({ cause }: WeftError): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === '42P01'

/** Says one thing to whoever started the command. */
export const printLine = (text: string): void => void process.stdout.write(`${text}\n`)

/** The words and options after the command; INVALID_ARGUMENT for an option that it does not have. */
export const readArguments = <const Options extends ParseArgsOptionsConfig>(options: Options) =>
  refusing(() => parseArgs({ options, allowPositionals: true }))

/** The options of a command that takes no words. */
export const readOptions = <const Options extends ParseArgsOptionsConfig>(options: Options) =>
  refusing(() => parseArgs({ options })).values

function refusing<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse()
  } catch (error) {
    throw new WeftError('INVALID_ARGUMENT', error instanceof Error ? error.message : String(error))
  }
}

/** An instant, or a day that begins in UTC; undefined: not said. INVALID_ARGUMENT for what is no time. */
export function readInstant(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime())) throw new WeftError('INVALID_ARGUMENT', `${text} is no time`)
  return instant
}

/** What a person does with the things of one kind: `list` with all of them, every other verb with the one that is named. */
export function chooseVerb<Verb>(
  verbs: Readonly<Record<string, Verb>>,
  [verb = '', id = '', ...more]: readonly string[],
  usage: string,
): { run: Verb; id: string } {
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!run || more.length > 0 || (verb === 'list') !== (id === ''))
    throw new WeftError('INVALID_ARGUMENT', usage)
  return { run, id }
}
