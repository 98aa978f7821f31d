import { linesTotal } from '#demo-world/company-builder.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import type { DemoLine } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import type { FieldValue, Row } from '../org.ts'

export type Tables = Map<string, Row[]>

const DAY_MS = 86_400_000

export function daysFrom(today: Date, days: number): Date {
  return new Date(today.getTime() + days * DAY_MS)
}

export function dayText(today: Date, days: number): string {
  return daysFrom(today, days).toISOString().slice(0, 10)
}

/** A row with the fields that every object has. */
export function row(id: string, createdAt: Date, fields: Record<string, FieldValue>): Row {
  const created = createdAt.toISOString()
  return {
    Id: id,
    IsDeleted: false,
    CreatedDate: created,
    LastModifiedDate: created,
    SystemModstamp: created,
    ...fields,
  }
}

/** A line of an opportunity or a quote, at list price. */
export function saleLine(
  {
    prefix,
    parentField,
    parentKey,
    parentId,
  }: { prefix: string; parentField: string; parentKey: string; parentId: string },
  {
    line,
    index,
    currencyCode,
    createdAt,
  }: { line: DemoLine; index: number; currencyCode: string; createdAt: Date },
): Row {
  const total = Number(linesTotal([line], currencyCode))
  return row(salesforceId(prefix, `${parentKey}/${line.key}`), createdAt, {
    [parentField]: parentId,
    Product2Id: salesforceId('01t', line.productKey),
    Quantity: Number(line.quantity),
    UnitPrice: Number(line.unitPrice),
    ListPrice: Number(line.unitPrice),
    Subtotal: total,
    Discount: null,
    TotalPrice: total,
    SortOrder: index + 1,
    CurrencyIsoCode: currencyCode,
  })
}

export function productName(world: DemoWorld, key: string): string {
  return world.products.find((product) => product.key === key)?.name ?? key
}
