import { printLine, readInstant, readOptions, runCommand } from '#shared/run-command.ts'
import { readSources } from '#shared/settings.ts'
import { WeftError } from '#shared/errors.ts'
import { openCommandStore } from '../command-store.ts'
import { readSettings } from '../settings.ts'
import { markOf, parseExternalRef } from './external-ref.ts'
import { type AuditLine, readTrail } from './read-trail.ts'

const OPTIONS = {
  subject: { type: 'string' },
  client: { type: 'string' },
  correlation: { type: 'string' },
  id: { type: 'string' },
  ref: { type: 'string' },
  since: { type: 'string' },
  changes: { type: 'boolean', default: false },
  limit: { type: 'string', default: '50' },
  json: { type: 'boolean', default: false },
} as const

/** `npm run audit -- --subject demo-agent`: prints the newest entries of the trail, newest first. */
async function main(): Promise<void> {
  const values = readOptions(OPTIONS)
  const since = readInstant(values.since)
  await using store = await openCommandStore(readSettings(readSources(process.env)))
  const id = values.ref === undefined ? values.id : readMark(values.ref)
  const asked = { ...values, id, since, changesOnly: values.changes, limit: Number(values.limit) }
  for (const line of await readTrail(store, asked))
    printLine(values.json ? JSON.stringify(line) : printed(line))
}

function readMark(text: string): string {
  const ref = parseExternalRef(text)
  if (ref) return markOf(ref)
  throw new WeftError('INVALID_ARGUMENT', '--ref is SYSTEM/TYPE/ID: crm-salesforce/Account/001…')
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
