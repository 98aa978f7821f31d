import type { NativeRef } from '#shared/crosswalk.ts'
import type { AllocationRecord, CreditNoteRecord, LegalEntityRecord, OrderLineRecord } from './provider.ts'

// What the resolvers of each schema type get as their parent. A bare id means: fields load when they are asked for.

export interface CustomerMapper {
  id: string
}
export interface AccountBalanceMapper {
  customerId: string
}
export interface ContractMapper {
  id: string
}
export interface InvoiceMapper {
  id: string
}
export interface InvoiceLineMapper {
  id: string
}
export interface PaymentMapper {
  id: string
}
export interface ProductMapper {
  id: string
}
export interface BusinessUnitMapper {
  id: string
}
export interface SystemInstanceMapper {
  id: string
}
export interface CaseCommercialContextMapper {
  caseId: string
  customerId: string
}
export interface EntitlementCheckMapper {
  customerId: string
}
export interface OrderMapper {
  id: string
  ref: NativeRef
}
export interface OrderLineMapper {
  orderId: string
  line: OrderLineRecord
}
export interface LegalEntityMapper {
  id: string
  record: LegalEntityRecord
}
export interface CreditNoteMapper {
  id: string
  record: CreditNoteRecord
}
export type PaymentAllocationMapper = AllocationRecord
