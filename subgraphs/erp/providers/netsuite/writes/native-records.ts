import { z } from 'zod'

// What the record service answers, as far as writes look at it; numbers are text (`exact-json.ts`).

const Reference = z.object({ id: z.string(), refName: z.string().optional() })
const listOf = <Line extends z.ZodType>(line: Line) =>
  z
    .object({ items: z.array(line).optional() })
    .optional()
    .transform((list) => list?.items ?? [])

const Written = z.object({ id: z.string(), lastModifiedDate: z.string().optional() })
const Transaction = Written.extend({
  tranId: z.string().optional(),
  status: Reference.optional(),
  currency: Reference.optional(),
  memo: z.string().optional(),
})

/** https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/chapter_1545142407.html on sublists and subrecords. */
export const NativeCustomer = Written.extend({
  entityId: z.string().optional(),
  companyName: z.string().optional(),
  isInactive: z.boolean().optional(),
  subsidiary: Reference.optional(),
  terms: Reference.optional(),
  addressBook: listOf(
    z.object({
      internalId: z.string().optional(),
      defaultBilling: z.boolean().optional(),
      addressBookAddress: z
        .object({
          addr1: z.string().optional(),
          addr2: z.string().optional(),
          city: z.string().optional(),
          state: z.string().optional(),
          zip: z.string().optional(),
          country: Reference.optional(),
        })
        .optional(),
    }),
  ),
})
export type NativeCustomer = z.infer<typeof NativeCustomer>

const OrderLine = z.object({
  line: z.string(),
  item: Reference.optional(),
  quantity: z.string().default('0'),
  quantityBilled: z.string().default('0'),
  rate: z.string().optional(),
  isClosed: z.boolean().default(false),
})
export type NativeOrderLine = z.infer<typeof OrderLine>
export const NativeOrder = Transaction.extend({ item: listOf(OrderLine) })
export type NativeOrder = z.infer<typeof NativeOrder>

export const NativeInvoice = Transaction.extend({
  entity: Reference,
  total: z.string(),
  amountPaid: z.string().default('0'),
  amountRemaining: z.string().default('0'),
  createdFrom: Reference.optional(),
  postingPeriod: Reference.optional(),
})
export type NativeInvoice = z.infer<typeof NativeInvoice>

export const NativeCreditMemo = Transaction

export const NativePayment = Transaction.extend({
  customer: Reference,
  payment: z.string(),
  unapplied: z.string().default('0'),
  apply: listOf(z.object({ doc: Reference, amount: z.string().default('0') })),
})
export type NativePayment = z.infer<typeof NativePayment>

export type NativeWritten = z.infer<typeof Written> & {
  tranId?: string | undefined
  entityId?: string | undefined
}

/** Statuses of a transaction are letters with names; V is Voided for every type. */
export const isVoided = ({ status }: { status?: z.infer<typeof Reference> | undefined }): boolean =>
  status?.id === 'V' || status?.refName?.toLowerCase() === 'voided'
