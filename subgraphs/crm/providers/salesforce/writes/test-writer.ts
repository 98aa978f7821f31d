import { systemClock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { WriteCall } from '#shared/writes.ts'
import type { CrmProvider } from '#crm/provider.ts'
import type { CrmWrites, NewContract } from '#crm/writes.ts'
import { createSalesforceProvider } from '../index.ts'

/** A process that writes, for tests: its provider, and what it writes. Run as a program it makes `NEW_CONTRACT` once. */
export interface TestWriter extends AsyncDisposable {
  provider: CrmProvider
  writes: CrmWrites
}

export function createTestWriter(
  { baseUrl, credentials }: Pick<Connection, 'baseUrl' | 'credentials'>,
  more: Partial<Connection> = {},
): TestWriter {
  const provider = createSalesforceProvider(
    {
      id: 'crm-salesforce',
      name: 'CRM',
      vendor: 'salesforce',
      domain: 'CRM',
      environment: 'SIMULATED',
      baseUrl,
      credentials,
      fields: {},
      timeoutMs: 2_000,
      ...more,
    },
    { logger: silentLogger, clock: systemClock },
  )
  if (!provider.writes) throw new Error('nothing may be written')
  return { provider, writes: provider.writes, [Symbol.asyncDispose]: () => provider.close() }
}

export const keyed = (idempotencyKey: string): WriteCall => ({
  correlationId: 'test',
  signal: new AbortController().signal,
  idempotencyKey,
})

/** A contract of one line; `lines` of them where asked. */
export function newContract(
  { customer, product }: { customer: string; product: string },
  lines = 1,
): NewContract {
  return {
    customerNativeId: customer,
    opportunityNativeId: undefined,
    renewedFromNativeId: undefined,
    name: 'Platform',
    startDate: '2027-02-01',
    termMonths: 12,
    currencyCode: 'USD',
    lines: Array.from({ length: lines }, () => ({
      productNativeId: product,
      quantity: '2.5',
      unitPrice: { minorUnits: 1_050n, currencyCode: 'USD' },
      netAmount: { minorUnits: 31_500n, currencyCode: 'USD' },
      renewable: true,
    })),
  }
}

if (import.meta.main) {
  const [connection = '', ids = '', key = ''] = process.argv.slice(2)
  const { writes } = createTestWriter(JSON.parse(connection), { timeoutMs: 60_000 })
  await writes.createContract(newContract(JSON.parse(ids)), keyed(key))
}
