import assert from 'node:assert/strict'
import type { InvoiceListRequest, ListRequest } from '#billing/provider.ts'
import type { DemoCompany } from '#demo-world/records.ts'
import { createDemoWorld } from '#demo-world/world.ts'
import type { Answer } from '#shared/answer.ts'
import { addDays, dayOf } from '#shared/clock.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { formatAmount, type Money } from '#shared/money.ts'
import type { BillingWorld } from './billing-world.ts'
import { type Readable, readable } from '../support/readable.ts'

export const demo = createDemoWorld(new Date())
export const companyOf = (key: string): DemoCompany =>
  demo.companies.find((one) => one.key === key) ?? assert.fail(`the demo world has no ${key}`)
export const dayIn = (days: number): string => dayOf(addDays(demo.today, days))
export const text = (value: Money | undefined): string | undefined =>
  value && `${formatAmount(value)} ${value.currencyCode}`
export function got<Value>(answer: Answer<Value>): Readable<Value> {
  assert.ok(answer !== undefined && !isWeftError(answer), 'billing has this record')
  return readable(answer as Exclude<Answer<Value>, undefined | WeftError>) as Readable<Value>
}

/** A list from its beginning, whatever the status. */
export const page = { after: undefined, statuses: undefined, overdueAt: undefined }

export async function requestOf(
  world: BillingWorld,
  key: string,
  first: number,
): Promise<ListRequest<never> & InvoiceListRequest> {
  return { ...page, customer: await world.customer(key), first }
}
