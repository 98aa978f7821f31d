import { parseArgs } from 'node:util'
import { runCommand } from '#shared/run-command.ts'
import { WeftError } from '#shared/errors.ts'
import { type ItemChoice, type ItemView, listItems, replayItems } from '#events/inbox/replay.ts'
import { readSources } from '#shared/settings.ts'
import { openStore } from '#shared/store/store.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { readSettings } from '../gateway/settings.ts'

const USAGE = `npm run events -- list [--state DEAD,QUARANTINED] [--connection ID] [--from TIME] [--to TIME] [--limit 50]
npm run events -- show ID
npm run events -- replay ID… | replay [--state DEAD] [--connection ID] [--from TIME] [--to TIME]`

const OPTIONS = {
  state: { type: 'string' },
  connection: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string', default: '50' },
} as const

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new WeftError('INVALID_ARGUMENT', error instanceof Error ? error.message : USAGE)
  }
}

type Arguments = ReturnType<typeof readArguments>

function toChoice({ values }: Arguments, ids: readonly string[]): ItemChoice {
  if (ids.some((id) => !/^\d{1,18}$/.test(id))) throw new WeftError('INVALID_ARGUMENT', 'an id is a number')
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(values.state === undefined ? {} : { states: values.state.toUpperCase().split(',') }),
    ...(values.connection === undefined ? {} : { connectionId: values.connection }),
    ...(values.from === undefined ? {} : { from: toInstant(values.from) }),
    ...(values.to === undefined ? {} : { to: toInstant(values.to) }),
  }
}

function toInstant(text: string): Date {
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime())) throw new WeftError('INVALID_ARGUMENT', `${text} is no time`)
  return instant
}

const lineOf = ({ id, state, connectionId, objectType, nativeId, receivedAt, reason }: ItemView): string =>
  [id, state, receivedAt.toISOString(), connectionId, objectType ?? '-', nativeId ?? '-', reason ?? ''].join(
    '  ',
  )

/** What a person does with the inbox: looks at what failed, and tries it again. The running node does the work. */
async function main(args: string[]): Promise<void> {
  const given = readArguments(args)
  const [verb, ...ids] = given.positionals
  const settings = readSettings(readSources(process.env))
  const store = await openStore({
    databaseUrl: settings.databaseUrl,
    directory: settings.dataDirectory,
    logger: createLogger(settings.logLevel),
  })
  await using _closed = { [Symbol.asyncDispose]: () => store.close() }
  const choice = toChoice(given, ids)
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  if (verb === 'list') {
    const failed = { states: ['DEAD', 'QUARANTINED'] }
    for (const item of await listItems(store, { ...failed, ...choice }, Number(given.values.limit)))
      print(lineOf(item))
  } else if (verb === 'show' && ids.length === 1) {
    for (const item of await listItems(store, choice, 1)) print(JSON.stringify(item, null, 2))
  } else if (verb === 'replay' && Object.keys(choice).length > 0) {
    print(`${await replayItems(store, choice)} replayed`)
  } else throw new WeftError('INVALID_ARGUMENT', USAGE)
}

await runCommand(() => main(process.argv.slice(2)))
