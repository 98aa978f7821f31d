import { userInfo } from 'node:os'
import { openRevocations, type Revocations } from '#shared/access/revocations.ts'
import { chooseVerb, printLine, readArguments, runCommand } from '#shared/run-command.ts'
import { readSources } from '#shared/settings.ts'
import { openCommandStore } from '../command-store.ts'
import { readSettings, type Settings } from '../settings.ts'
import type { Client } from './client.ts'
import { DEMO_CLIENTS_FILE } from './demo-clients.ts'
import { readClients } from './parse-clients.ts'

const USAGE = `npm run clients -- list
npm run clients -- revoke ID --reason TEXT
npm run clients -- restore ID --reason TEXT`

interface Given {
  revocations: Revocations
  clients: readonly Client[]
  id: string
  reason: string
}

/** What a person does with clients. Gateways that run hear of it at once. */
const VERBS: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  async list({ revocations, clients }) {
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

function registeredClients({ clientsFile, authIssuer, authIssuersFile }: Settings): Client[] {
  const isDemo = !authIssuer && !authIssuersFile
  const file = clientsFile ?? (isDemo ? DEMO_CLIENTS_FILE : undefined)
  return file === undefined ? [] : readClients(file)
}

async function main(): Promise<void> {
  const { positionals, values } = readArguments({ reason: { type: 'string', default: '' } })
  const { run, id } = chooseVerb(VERBS, positionals, USAGE)
  const settings = readSettings(readSources(process.env))
  const clients = registeredClients(settings)
  await using store = await openCommandStore(settings)
  await run({ revocations: await openRevocations(store), clients, id, reason: values.reason })
}

await runCommand(main)
