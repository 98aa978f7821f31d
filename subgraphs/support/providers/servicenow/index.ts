import { answerOf } from '#shared/answer.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import { WeftError } from '#shared/errors.ts'
import type { SupportProvider } from '../../provider.ts'
import { getCases, listCases, listMilestones } from './cases.ts'
import { createClient } from './client.ts'
import { createChangeSource } from './events/change-source.ts'
import { getContracts, getEntitlements, listEntitlementsBy } from './entitlements.ts'
import { readFieldNames } from './field-names.ts'
import { createIdentitySource } from './identities.ts'
import { createTables, parseRow } from './native.ts'
import { readByIds, type Reading } from './reading.ts'
import { createTableReader } from './table-reader.ts'
import { toCanonicalAccount } from './to-canonical/account.ts'
import { createServicenowWrites } from './writes/servicenow-writes.ts'
import { createTableWriter } from './writes/table-writer.ts'
import { createWrittenTables } from './writes/tables.ts'

/** ServiceNow Customer Service Management over one instance. Refuses a connection that lacks something: INVALID_CONNECTION. */
export function createServicenowProvider(connection: Connection, options: ProviderOptions): SupportProvider {
  const { logger, clock } = options
  assertCredentials(connection)
  const names = readFieldNames(connection)
  const tables = createTables(names)
  const client = createClient(connection, options)
  const reading: Reading = {
    reader: createTableReader(client, connection.id),
    tables,
    origin: () => ({ connectionId: connection.id, names, readAt: clock.now() }),
  }
  const writes = createServicenowWrites({
    connection,
    names,
    reader: reading.reader,
    writer: createTableWriter(client, connection.id),
    tables: createWrittenTables(names),
  })
  return {
    connection,
    writes,
    identities: createIdentitySource(connection, reading, logger),
    changes: createChangeSource(connection, reading),
    getAccounts: (ids, call) => getAccounts(reading, ids, call),
    listCases: (requests, call) => listCases(reading, requests, call),
    getCases: (ids, call) => getCases(reading, ids, call),
    listMilestones: (ids, call) => listMilestones(reading, ids, call),
    listEntitlements: (ids, call) => listEntitlementsBy(reading, 'account', ids, call),
    listEntitlementsOfContracts: (ids, call) => listEntitlementsBy(reading, 'crmContractId', ids, call),
    getEntitlements: (ids, call) => getEntitlements(reading, ids, call),
    getContracts: (ids, call) => getContracts(reading, ids, call),
    health: () => client.health(),
    close: () => client.close(),
  }
}

const getAccounts = async (
  reading: Reading,
  ...[ids, call]: Parameters<SupportProvider['getAccounts']>
): ReturnType<SupportProvider['getAccounts']> => {
  const { tables, origin } = reading
  const from = origin()
  const rows = await readByIds(reading, tables.account, ids, call)
  return ids.map((id) =>
    answerOf(() => {
      const row = rows.get(id)
      return row && toCanonicalAccount(tables, parseRow(tables.account, row, from.connectionId), from)
    }),
  )
}

function assertCredentials({ id, credentials }: Connection): void {
  for (const key of ['clientId', 'clientSecret']) {
    if (!credentials[key])
      throw new WeftError('INVALID_CONNECTION', `connection ${id} lacks the credential ${key}`, {
        system: id,
      })
  }
}
