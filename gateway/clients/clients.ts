import { userInfo } from 'node:os'
import { runCommand } from '#shared/run-command.ts'
import { parseArgs } from 'node:util'
import { openRevocations, type Revocations } from '#shared/access/revocations.ts'
import { WeftError } from '#shared/errors.ts'
import { readSources } from '#shared/settings.ts'
import { openStore } from '#shared/store/store.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
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
  print(text: string): void
}

/** What a person does with clients. Gateways that run hear of it at once. */
const VERBS: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  async list({ revocations, clients, print }) {
    const revoked = new Map((await revocations.list()).map((each) => [each.clientId, each]))
    const ids = new Set([...clients.map(({ id }) => id), ...revoked.keys()])
    for (const id of ids) {
      const client = clients.find((each) => each.id === id)
      const ended = revoked.get(id)
      const state = ended
        ? `REVOKED ${ended.revokedAt.toISOString()} by ${ended.actor}: ${ended.reason}`
        : 'OPEN'
      print([id, client?.kind ?? 'NOT REGISTERED', state, client?.name ?? ''].join('  '))
    }
  },
  async revoke({ revocations, id, reason, print }) {
    const change = { clientId: id, reason, actor: userInfo().username, at: new Date() }
    const { revokedAt, wasRevoked } = await revocations.revoke(change)
    print(
      wasRevoked
        ? `was revoked ${revokedAt.toISOString()}`
        : 'revoked: its tokens, sockets and streams end now',
    )
  },
  async restore({ revocations, id, reason, print }) {
    const change = { clientId: id, reason, actor: userInfo().username, at: new Date() }
    print((await revocations.restore(change)) ? 'restored' : 'was not revoked')
  },
}

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, options: { reason: { type: 'string', default: '' } }, allowPositionals: true })
  } catch (error) {
    throw new WeftError('INVALID_ARGUMENT', error instanceof Error ? error.message : USAGE)
  }
}

function registeredClients({ clientsFile, authIssuer, authIssuersFile }: Settings): Client[] {
  const isDemo = !authIssuer && !authIssuersFile
  const file = clientsFile ?? (isDemo ? DEMO_CLIENTS_FILE : undefined)
  return file === undefined ? [] : readClients(file)
}

async function main(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args)
  const [verb = '', id = '', ...more] = positionals
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (!run || more.length > 0 || (verb === 'list') !== (id === ''))
    throw new WeftError('INVALID_ARGUMENT', USAGE)
  const settings = readSettings(readSources(process.env))
  const clients = registeredClients(settings)
  const { databaseUrl, dataDirectory: directory } = settings
  const store = await openStore({ databaseUrl, directory, logger: createLogger(settings.logLevel) })
  await using _closed = { [Symbol.asyncDispose]: () => store.close() }
  const revocations = await openRevocations(store)
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  await run({ revocations, clients, id, reason: values.reason, print })
}

await runCommand(() => main(process.argv.slice(2)))
