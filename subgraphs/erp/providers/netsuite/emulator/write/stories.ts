import { netSuiteId } from '#demo-world/native-ids.ts'
import type { Json, start } from '../test-account.ts'

// What the stories of documents share.

export type Account = Awaited<ReturnType<typeof start>>

export const ACME = netSuiteId('customer', 'acme')
export const SUPPORT = netSuiteId('item', 'premium-support')
export const EDGE = netSuiteId('item', 'edge-device')
export const OUTSIDE =
  'Error while accessing a resource. The transaction date you specified is not within the date range of your accounting period.'
export const RESTLET =
  '/app/site/hosting/restlet.nl?script=customscript_weft_void_transaction&deploy=customdeploy_weft_void_transaction'

export const TWO_LINES = {
  items: [
    { item: { id: SUPPORT }, quantity: 2, rate: 100, custcol_stripe_line_id: 'il_1' },
    { item: { id: SUPPORT }, quantity: 1, rate: 50.25 },
  ],
}

export async function approvedOrder(netsuite: Account, changes: object = {}): Promise<string> {
  const { id } = await netsuite.send('POST', 'salesOrder', {
    entity: { id: ACME },
    orderStatus: { id: 'B' },
    externalId: 'run-1',
    item: TWO_LINES,
    ...changes,
  })
  return id
}

export const bill = async (netsuite: Account, order: string, body: object = {}): Promise<string> =>
  (await netsuite.send('POST', `salesOrder/${order}/!transform/invoice`, body)).id

export async function statusOf(netsuite: Account, path: string): Promise<string> {
  return (await netsuite.send('GET', path)).body.status.id
}

export async function moneyOf(netsuite: Account, path: string): Promise<Json> {
  const { total, amountPaid, amountRemaining, applied, unapplied, status } = (
    await netsuite.send('GET', path)
  ).body
  return { total, amountPaid, amountRemaining, applied, unapplied, status: status.refName }
}

export const balanceOf = async (netsuite: Account): Promise<number> =>
  (await netsuite.send('GET', `customer/${ACME}?fields=balance`)).body.balance

/** The name of the accounting period that an emulator started now posts today's documents to. */
export async function periodOf(netsuite: Account, path: string): Promise<string> {
  return (await netsuite.send('GET', path)).body.postingPeriod.refName
}
