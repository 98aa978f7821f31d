import type { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { VendorRequest, VendorResponse } from '#shared/http/vendor-http.ts'
import type { NetSuiteClient } from '../client.ts'
import { toFailure } from '../errors.ts'
import { parseExact } from './exact-json.ts'

export type RecordType = 'customer' | 'salesOrder' | 'invoice' | 'creditMemo' | 'customerPayment'

/** A record by internal id, or `eid:` and its external id. */
export interface RecordKey {
  type: RecordType
  id: string
}

export type Body = Readonly<Record<string, unknown>>

/**
 * The record service, and the one script that does what it cannot. Failures are WeftErrors; writes are sent once.
 * https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_157901123882.html on transforms.
 */
export interface RecordApi {
  /** The record with its sublists; undefined where there is none. */
  find<Shape>(key: RecordKey, shape: z.ZodType<Shape>, call: CallContext): Promise<Shape | undefined>
  /** Makes the record of an external id, or overwrites it; the lines of `lists` take the place of those that are there. */
  upsert(key: RecordKey, body: Body, lists: readonly string[], call: CallContext): Promise<void>
  /** Changes what the body names; lines are told apart by their keys. */
  change(key: RecordKey, body: Body, call: CallContext): Promise<void>
  /** Makes one record from another; the lines of `lists` are those of the body and no others. */
  transform(
    key: RecordKey,
    into: { type: RecordType; body: Body; lists?: readonly string[] },
    call: CallContext,
  ): Promise<void>
  remove(key: RecordKey, call: CallContext): Promise<void>
  /** Voids a transaction and writes `memo` onto it. NOT_CONFIGURED where the script is not deployed. */
  voidTransaction(key: RecordKey, memo: string, call: CallContext): Promise<void>
}

const RECORDS = '/services/rest/record/v1'
const VOID_SCRIPT =
  '/app/site/hosting/restlet.nl?script=customscript_weft_void_transaction&deploy=customdeploy_weft_void_transaction'
const HEADERS = {
  'content-type': 'application/json',
  // By default a name that the account does not know is passed over: a link would be lost without a word.
  'x-netsuite-propertynamevalidation': 'Error',
}

export function createRecordApi(connection: Connection, client: NetSuiteClient): RecordApi {
  const { id: system } = connection
  const write = (request: VendorRequest, call: CallContext): Promise<void> =>
    client.send(request, { kind: 'write', call, read: (response) => assertDone(response, system) })
  const send = (method: 'POST' | 'PUT' | 'PATCH', path: string, body: Body, call: CallContext) =>
    write({ method, path: RECORDS + path, headers: HEADERS, body: JSON.stringify(body) }, call)

  return {
    async find(key, shape, call) {
      const request = { method: 'GET', path: `${RECORDS}${pathOf(key)}?expandSubResources=true` } as const
      try {
        return await client.send(request, {
          kind: 'read',
          call,
          read: (response) => read(response, shape, system),
        })
      } catch (error) {
        if (isWeftError(error, 'NOT_FOUND')) return undefined
        throw error
      }
    },
    upsert: (key, body, lists, call) => send('PUT', pathOf(key) + replacing(lists), body, call),
    change: (key, body, call) => send('PATCH', pathOf(key), body, call),
    transform: (key, { type, body, lists = [] }, call) =>
      send('POST', `${pathOf(key)}/!transform/${type}${replacing(lists)}`, body, call),
    remove: (key, call) => write({ method: 'DELETE', path: RECORDS + pathOf(key) }, call),
    voidTransaction: ({ type, id }, memo, call) =>
      write(
        {
          method: 'POST',
          path: VOID_SCRIPT,
          origin: scriptOrigin(connection.baseUrl),
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ type: type.toLowerCase(), id, memo }),
        },
        call,
      ),
  }
}

const pathOf = ({ type, id }: RecordKey): string => `/${type}/${id}`
const replacing = (lists: readonly string[]): string =>
  lists.length === 0 ? '' : `?replace=${lists.join(',')}`

/** RESTlets answer on a host of their own: `<account>.restlets.api.netsuite.com`. */
export const scriptOrigin = (baseUrl: string): string =>
  baseUrl.replace(/\.suitetalk\.api\.netsuite\.com$/, '.restlets.api.netsuite.com')

function assertDone(response: VendorResponse, system: string): void {
  if (response.status < 200 || response.status >= 300) throw toFailure(response, system)
}

function read<Shape>(response: VendorResponse, shape: z.ZodType<Shape>, system: string): Shape {
  assertDone(response, system)
  const record = shape.safeParse(parseExact(response, system))
  if (record.success) return record.data
  throw new WeftError('INVALID_RESPONSE', 'a record is not as documented', { system }, record.error)
}
