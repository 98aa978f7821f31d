import type { NativeFields } from '../native-fields.ts'
import { instant } from '../queries/joins.ts'
import { type Need, placesFor } from '../queries/need.ts'

/** Of transactions of any kind: what they are, whose, and whether the ledger has them. */
export const changedTransactionsNeed = (ids: readonly string[]): Need => ({
  columns: {
    id: 'TO_CHAR(t.id)',
    type: 't.type',
    external_id: 't.externalid',
    customer: 'TO_CHAR(t.entity)',
    posting: 't.posting',
    voided: 't.voided',
    approval: 'TO_CHAR(t.approvalstatus)',
    status: 't.status',
    total: 'TO_CHAR(t.foreigntotal)',
    unpaid: 'TO_CHAR(t.foreignamountunpaid)',
    created: instant('t.createddate'),
    updated: instant('t.lastmodifieddate'),
  },
  from: `FROM transaction t WHERE t.id IN ${placesFor(ids)}`,
  params: ids,
})

/** Of customers: what matching needs to know. */
export const identitiesNeed = (ids: readonly string[], fields: NativeFields): Need => ({
  columns: {
    id: 'TO_CHAR(c.id)',
    company: 'c.companyname',
    name: 'c.altname',
    url: 'c.url',
    email: 'c.email',
    tax_id: `c.${fields.taxId}`,
    crm_account: `c.${fields.crmAccountId}`,
    billing_customer: `c.${fields.billingCustomerId}`,
    parent: 'TO_CHAR(c.parent)',
    updated: instant('c.lastmodifieddate'),
  },
  from: `FROM customer c WHERE c.id IN ${placesFor(ids)}`,
  params: ids,
})
