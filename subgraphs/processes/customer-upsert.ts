import { WRITABLE_DOMAINS, type UpsertFacts } from './customer-upsert/facts.ts'
import { stepKeyOf } from './customer-upsert/make-record.ts'
import { type CustomerUpsertInput, UPSERT_INPUT } from './customer-upsert/input.ts'
import { missingCustomer, prepareUpsert } from './customer-upsert/prepare.ts'
import type { Process } from './process.ts'
import { writeCustomerRecord } from './steps/write-customer.ts'

/**
 * What is known of a customer changes: first in the system whose word counts, then in the others that have it. A customer that nobody
 * has is made, first in the CRM.
 */
export const customerUpsert: Process<CustomerUpsertInput, UpsertFacts> = {
  kind: 'CUSTOMER_UPSERT',
  input: UPSERT_INPUT,
  prepare: prepareUpsert,
  missing: missingCustomer,
  steps: WRITABLE_DOMAINS.map((_, place) => writeCustomerRecord(place)),
  resultStep: stepKeyOf(0),
}
