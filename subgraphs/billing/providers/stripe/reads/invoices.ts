import type { Stripe } from 'stripe'
import type {
  InvoiceLineListRequest,
  InvoiceLineRecord,
  InvoiceListRequest,
  InvoiceRecord,
  InvoiceStatus,
} from '#billing/provider.ts'
import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import { nativeInvoice, nativeInvoiceLine } from '../native.ts'
import { isOverdue, toCanonicalInvoice, toCanonicalInvoiceLine } from '../to-canonical/invoice.ts'
import { parseNative } from '../to-canonical/record.ts'
import { scanList } from './list.ts'
import { answerEach, mappingOf, type Reading } from './reading.ts'
import { listForMany } from './search.ts'

type NativeStatus = Stripe.InvoiceListParams.Status

/** The list endpoint filters by one of these. */
const NATIVE_STATUSES: Readonly<Record<InvoiceStatus, NativeStatus | undefined>> = {
  DRAFT: 'draft',
  OPEN: 'open',
  PARTIALLY_PAID: 'open',
  PAID: 'paid',
  VOID: 'void',
  UNCOLLECTIBLE: 'uncollectible',
  UNKNOWN: undefined,
}
const OWED: readonly NativeStatus[] = ['open', 'uncollectible']

export function toInvoice(reading: Reading, native: unknown): InvoiceRecord {
  const mapping = mappingOf(reading)
  return toCanonicalInvoice(parseNative(nativeInvoice, native, mapping), mapping)
}

function isWanted(record: InvoiceRecord, { statuses, overdueAt }: InvoiceListRequest): boolean {
  if (statuses !== undefined && !statuses.includes(record.status)) return false
  return overdueAt === undefined || isOverdue(record, overdueAt)
}

export function listInvoices(
  reading: Reading,
  requests: readonly InvoiceListRequest[],
  call: CallContext,
): Promise<Answer<Page<Listed<InvoiceRecord>>>[]> {
  return listForMany(requests, {
    connectionId: reading.connectionId,
    field: 'customer',
    ownerOf: ({ customer }) => customer.nativeId,
    listOne: (request) => listOne(reading, request, call),
    search: (query) => reading.client.read(call, (stripe) => stripe.invoices.search({ query, limit: 100 })),
    toItem: (native) => toInvoice(reading, native),
    isWanted,
  })
}

/** One list for each status that Stripe filters by, laid together newest first. */
async function listOne(
  reading: Reading,
  request: InvoiceListRequest,
  call: CallContext,
): Promise<Page<Listed<InvoiceRecord>>> {
  const pages = await Promise.all(
    nativeStatusesOf(request).map((status) => listByStatus(reading, request, status, call)),
  )
  const items = pages.flatMap((page) => page.items)
  if (pages.length > 1) items.sort((one, other) => +other.createdAt - +one.createdAt)
  return {
    items: items.slice(0, request.first),
    hasNextPage: items.length > request.first || pages.some((page) => page.hasNextPage),
  }
}

/** Undefined stands for every status at once. */
export function nativeStatusesOf({
  statuses,
  overdueAt,
}: Pick<InvoiceListRequest, 'statuses' | 'overdueAt'>): (NativeStatus | undefined)[] {
  if (statuses === undefined) return overdueAt === undefined ? [undefined] : [...OWED]
  const wanted = [...new Set(statuses.map((status) => NATIVE_STATUSES[status]))]
  if (overdueAt !== undefined) return wanted.filter((status) => status !== undefined && OWED.includes(status))
  return wanted.includes(undefined) ? [undefined] : wanted
}

function listByStatus(
  reading: Reading,
  request: InvoiceListRequest,
  status: NativeStatus | undefined,
  call: CallContext,
): Promise<Page<Listed<InvoiceRecord>>> {
  return scanList({
    connectionId: reading.connectionId,
    first: request.first,
    after: request.after,
    filtered: request.overdueAt !== undefined || request.statuses !== undefined,
    list: (params) =>
      reading.client.read(call, (stripe) =>
        stripe.invoices.list({
          ...params,
          customer: request.customer.nativeId,
          ...(status === undefined ? {} : { status }),
        }),
      ),
    toItem: (native) => {
      const record = toInvoice(reading, native)
      return isWanted(record, request) ? record : undefined
    },
  })
}

export function getInvoices(
  reading: Reading,
  nativeIds: readonly string[],
  call: CallContext,
): Promise<Answer<InvoiceRecord>[]> {
  return answerEach(nativeIds, async (id) =>
    toInvoice(reading, await reading.client.read(call, (stripe) => stripe.invoices.retrieve(id))),
  )
}

export function listInvoiceLines(
  reading: Reading,
  requests: readonly InvoiceLineListRequest[],
  call: CallContext,
): Promise<Answer<Page<Listed<InvoiceLineRecord>>>[]> {
  const mapping = mappingOf(reading)
  return answerEach(requests, ({ invoiceNativeId, first, after }) =>
    scanList({
      connectionId: reading.connectionId,
      first,
      after,
      filtered: false,
      list: (params) =>
        reading.client.read(call, (stripe) => stripe.invoices.listLineItems(invoiceNativeId, params)),
      toItem: (native) => toCanonicalInvoiceLine(parseNative(nativeInvoiceLine, native, mapping), mapping),
    }),
  )
}
