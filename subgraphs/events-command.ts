import { WeftError } from '#shared/errors.ts'
import { type ItemChoice, type ItemView, listItems, replayItems } from '#events/inbox/replay.ts'
import { printLine, readArguments, readInstant, runCommand } from '#shared/run-command.ts'
import { readSources } from '#shared/settings.ts'
import { openCommandStore } from '../gateway/command-store.ts'
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

type Arguments = ReturnType<typeof readArguments<typeof OPTIONS>>

function toChoice({ values }: Arguments, ids: readonly string[]): ItemChoice {
  if (ids.some((id) => !/^\d{1,18}$/.test(id))) throw new WeftError('INVALID_ARGUMENT', 'an id is a number')
  const [from, to] = [readInstant(values.from), readInstant(values.to)]
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(values.state === undefined ? {} : { states: values.state.toUpperCase().split(',') }),
    ...(values.connection === undefined ? {} : { connectionId: values.connection }),
    ...(from && { from }),
    ...(to && { to }),
  }
}

const lineOf = ({ id, state, connectionId, objectType, nativeId, receivedAt, reason }: ItemView): string =>
  [id, state, receivedAt.toISOString(), connectionId, objectType ?? '-', nativeId ?? '-', reason ?? ''].join(
    '  ',
  )

/** What a person does with the inbox: looks at what failed, and tries it again. The running node does the work. */
async function main(): Promise<void> {
  const given = readArguments(OPTIONS)
  const [verb, ...ids] = given.positionals
  await using store = await openCommandStore(readSettings(readSources(process.env)))
  const choice = toChoice(given, ids)
  if (verb === 'list') {
    const failed = { states: ['DEAD', 'QUARANTINED'] }
    for (const item of await listItems(store, { ...failed, ...choice }, Number(given.values.limit)))
      printLine(lineOf(item))
  } else if (verb === 'show' && ids.length === 1) {
    for (const item of await listItems(store, choice, 1)) printLine(JSON.stringify(item, null, 2))
  } else if (verb === 'replay' && Object.keys(choice).length > 0) {
    printLine(`${await replayItems(store, choice)} replayed`)
  } else throw new WeftError('INVALID_ARGUMENT', USAGE)
}

await runCommand(main)
