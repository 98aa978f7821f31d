import { userInfo } from 'node:os'
import { openRevocations, type Revocations } from '#shared/access/revocations.ts'
import { chooseVerb, printLine, readArguments, runCommand } from '#shared/run-command.ts'
import { readSources } from '#shared/settings.ts'
import type { Store } from '#shared/store/store.ts'
import { openCommandStore } from '../command-store.ts'
import { readSettings, type Settings } from '../settings.ts'
import { issuerNamesOf } from '../auth/issuers.ts'
import { createClientRegistry } from './client-registry.ts'
import { readClients } from './parse-clients.ts'
import { publishClients } from './publish-clients.ts'
import { registeredClients } from './registered-clients.ts'

const USAGE = `npm run clients -- list
npm run clients -- publish FILE
npm run clients -- revoke ID --reason TEXT
npm run clients -- restore ID --reason TEXT`

interface Given {
  store: Store
  settings: Settings
  revocations: Revocations
  /** Of a client; to publish, the file. */
  id: string
  reason: string
}

/** What a person does with clients. Gateways that run hear of it at once. */
const VERBS: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  async list({ store, settings, revocations }) {
    const { clients, by } = await registeredClients(store, settings)
    printLine(by)
    const revoked = new Map((await revocations.list()).map((each) => [each.clientId, each]))
    const ids = new Set([...clients.map(({ id }) => id), ...revoked.keys()])
    for (const id of ids) {
      const client = clients.find((each) => each.id === id)
      const ended = revoked.get(id)
      const state = ended
        ? `REVOKED ${ended.revokedAt.toISOString()} by ${ended.actor}: ${ended.reason}`
        : 'OPEN'
      printLine([id, client?.kind ?? 'NOT REGISTERED', state, client?.name ?? ''].join('  '))
    }
  },
  async publish({ store, settings, id: file }) {
    const clients = readClients(file)
    createClientRegistry(clients, issuerNamesOf(settings))
    const published = await publishClients(store, { clients, actor: userInfo().username, at: new Date() })
    if (!published) return printLine('nothing is changed: this is what holds')
    const { version, added, changed, removed } = published
    printLine(`version ${version} holds on every gateway within five seconds`)
    for (const [what, ids] of Object.entries({ added, changed, removed }))
      if (ids.length > 0) printLine(`${what}: ${ids.join(', ')}`)
  },
  async revoke({ revocations, id, reason }) {
    const change = { clientId: id, reason, actor: userInfo().username, at: new Date() }
    const { revokedAt, wasRevoked } = await revocations.revoke(change)
    printLine(
      wasRevoked
        ? `was revoked ${revokedAt.toISOString()}`
        : 'revoked: its tokens, sockets and streams end now',
    )
  },
  async restore({ revocations, id, reason }) {
    const change = { clientId: id, reason, actor: userInfo().username, at: new Date() }
    printLine((await revocations.restore(change)) ? 'restored' : 'was not revoked')
  },
}

async function main(): Promise<void> {
  const { positionals, values } = readArguments({ reason: { type: 'string', default: '' } })
  const { run, id } = chooseVerb(VERBS, positionals, USAGE)
  const settings = readSettings(readSources(process.env))
  await using store = await openCommandStore(settings)
  await run({ store, settings, revocations: await openRevocations(store), id, reason: values.reason })
}

await runCommand(main)
