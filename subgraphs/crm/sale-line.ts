import type { NativeRef } from '#shared/crosswalk.ts'
import type { Money } from '#shared/money.ts'

/** A line of an opportunity or a quote. */
export interface SaleLineRecord {
  nativeId: string
  product: NativeRef | undefined
  /** Base-10 text. */
  quantity: string
  unitPrice: Money
  /** What the discount takes off; undefined when there is none. */
  discount: Money | undefined
  /** After the discount, before tax. */
  total: Money
}
