import { readFileSync } from 'node:fs'
import { WeftError } from '#shared/errors.ts'
import { readOptions, runCommand } from '#shared/run-command.ts'
import { readSources } from '#shared/settings.ts'
import { migrate } from '#shared/store/migrate.ts'
import type { Store } from '#shared/store/store.ts'
import type { Client } from '../clients/client.ts'
import { registeredClients } from '../clients/registered-clients.ts'
import { openCommandStore } from '../command-store.ts'
import { readSettings } from '../settings.ts'
import type { Audience } from '../usage/operation-facts.ts'
import { USAGE_MIGRATIONS } from '../usage/usage.ts'
import { readUsage } from '../usage/used-coordinates.ts'
import { compareGraphs, type SchemaChange } from './compare.ts'
import { deprecationsOf } from './deprecation.ts'
import { type Graph, readGraph } from './graph.ts'
import { judge } from './judge.ts'
import { lintGraph } from './lint.ts'
import { addToChangelog } from './changelog.ts'
import { AUDIENCES, readComposed, readReleased, writeReleases } from './releases.ts'
import { registeredUsesOf, usersBeside } from './registered-uses.ts'
import { type Findings, isPassed, renderReport, renderUsers } from './report.ts'

const WINDOW_DAYS = 30

/** What was released, and what would be. */
interface Compared {
  audience: Audience
  before: Graph
  after: Graph
  changes: readonly SchemaChange[]
}

async function compare(against: string | undefined): Promise<Compared[]> {
  const audiences: readonly Audience[] = against === undefined ? AUDIENCES : ['graph']
  return Promise.all(
    audiences.map(async (audience) => {
      const after = readComposed(audience)
      const before =
        against === undefined ? (readReleased(audience) ?? after) : readGraph(readFileSync(against, 'utf8'))
      return { audience, before, after, changes: await compareGraphs(before, after) }
    }),
  )
}

/** Only who would break somebody needs to know whom: nothing else opens the store. */
async function withUsageStore<Result>(
  use: (store: Store, clients: readonly Client[]) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(readSources(process.env))
  await using store = await openCommandStore({ ...settings, logLevel: 'error' })
  await migrate(store, USAGE_MIGRATIONS)
  const { clients } = await registeredClients(store, settings)
  return await use(store, clients)
}

async function findingsOf(compared: readonly Compared[], windowDays: number): Promise<Findings> {
  const changes = compared.flatMap((each) => each.changes)
  const lint = [...new Set(compared.flatMap(({ after }) => lintGraph(after)))]
  const safeChanges = changes.filter(({ isBreaking }) => !isBreaking).length
  const known = { lint, safeChanges, windowDays }
  if (safeChanges === changes.length) return { ...known, judged: [], recordedSince: undefined, losses: 0 }
  return withUsageStore(async (store, clients) => {
    const recorded = readUsage(store, windowDays)
    const recordedSince = await recorded.since()
    const usage = recordedSince && recorded
    const judged = await Promise.all(
      compared.map(({ audience, before, changes: each }) => {
        const registered = audience === 'partner' ? registeredUsesOf(clients, before) : []
        return judge(each, audience, { usage, registered })
      }),
    )
    return { ...known, judged: judged.flat(), recordedSince, losses: await recorded.losses() }
  })
}

/** What is deprecated, when it goes, and who still uses it. */
async function deprecatedReport(windowDays: number): Promise<string> {
  const deprecations = [...deprecationsOf(readComposed('graph').schema)]
  if (deprecations.length === 0) return 'Nothing is deprecated.\n'
  return withUsageStore(async (store, clients) => {
    const usage = readUsage(store, windowDays)
    const registered = registeredUsesOf(clients, readComposed('partner'))
    const lines = deprecations.map(async ([coordinate, reason]) => {
      const recorded = await usage.usersOf([coordinate])
      const users = [...recorded, ...usersBeside(recorded, registered, [coordinate])]
      return [`${coordinate}: ${reason}`, ...renderUsers(users, windowDays).map((line) => `  ${line}`)]
    })
    return `${(await Promise.all(lines)).flat().join('\n')}\n`
  })
}

/**
 * `npm run schema:check`: compares what is composed with the last release, or with the supergraph in `--against FILE`, and
 * says whom it breaks by what was asked in the last `--days`; `--deprecated` lists who still uses what will go.
 * `npm run schema:release` writes the release where it passes, or where `--because` says why it breaks
 * somebody all the same; the changelog keeps the reason.
 */
async function main(): Promise<void> {
  const values = readOptions({
    against: { type: 'string' },
    days: { type: 'string', default: String(WINDOW_DAYS) },
    release: { type: 'boolean', default: false },
    because: { type: 'string' },
    deprecated: { type: 'boolean', default: false },
  })
  const windowDays = Number(values.days)
  if (!(windowDays >= 1)) throw new WeftError('INVALID_ARGUMENT', '--days is a number of days from 1.')
  if (values.deprecated) {
    process.stdout.write(await deprecatedReport(windowDays))
    return
  }
  const compared = await compare(values.against)
  const findings = await findingsOf(compared, windowDays)
  process.stdout.write(renderReport(findings))
  const reason = isPassed(findings) ? undefined : values.because
  if (!isPassed(findings) && (reason === undefined || findings.lint.length > 0)) {
    process.exitCode = 1
    return
  }
  if (!values.release) return
  addToChangelog(compared, { now: new Date(), reason })
  writeReleases()
  process.stdout.write('Released: commit gateway/releases/ and CHANGELOG.md.\n')
}

await runCommand(main)
