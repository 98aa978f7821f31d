import { parseArgs } from 'node:util'
import { runCommand } from '#shared/run-command.ts'
import { WeftError } from '#shared/errors.ts'
import { readSources } from '#shared/settings.ts'
import { openStore } from '#shared/store/store.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { readSettings } from '../settings.ts'
import { type AuditLine, readTrail } from './read-trail.ts'

/** `npm run audit -- --subject demo-agent`: prints the newest entries of the trail, newest first. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      subject: { type: 'string' },
      client: { type: 'string' },
      correlation: { type: 'string' },
      id: { type: 'string' },
      since: { type: 'string' },
      changes: { type: 'boolean', default: false },
      limit: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
    },
  })
  const settings = readSettings(readSources(process.env))
  const logger = createLogger(settings.logLevel)
  const store = await openStore({ ...settings, directory: settings.dataDirectory, logger })
  try {
    const lines = await readTrail(store, {
      ...values,
      since: dateOf(values.since),
      changesOnly: values.changes,
      limit: Number(values.limit),
    })
    for (const line of lines) process.stdout.write(`${values.json ? JSON.stringify(line) : printed(line)}\n`)
  } finally {
    await store.close()
  }
}

function dateOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new WeftError('INVALID_ARGUMENT', '--since is a day or an instant.')
  return date
}

function printed(line: AuditLine): string {
  const about = [...line.ids, ...line.personal.map((category) => `personal:${category}`)].join(' ')
  const what = `${line.operation_name ?? 'unnamed'} {${line.fields.join(' ')}}`
  return [
    line.at.toISOString(),
    line.action,
    line.subject,
    line.client_id,
    what,
    about,
    line.outcome ?? '…',
    line.correlation_id,
  ]
    .filter(Boolean)
    .join('  ')
}

await runCommand(main)
