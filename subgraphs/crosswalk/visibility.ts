import type { EntityType } from '#shared/global-id.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { isUnlimited, maySeeCustomer, maySeeUnit } from '#shared/subgraph/visibility.ts'
import type { Context } from './context.ts'
import type { CustomerRow } from './customers.ts'

/** Whether a caller may see a customer: by the customers and by the business units that its token is limited to. */
export function maySeeRow(caller: Caller, row: CustomerRow): boolean {
  return maySeeUnit(caller, row.businessUnitKey) && maySeeCustomer(caller, row.id)
}

/** Which business units a caller may see: of its token's, and of its customers where it is limited to some. */
export async function unitsSeenBy({
  loaders,
  request: { caller },
}: Context): Promise<(unit: { key: string }) => boolean> {
  if (caller.customerIds === undefined) return ({ key }) => maySeeUnit(caller, key)
  const rows = await Promise.all(caller.customerIds.map((id) => loaders.customer(id)))
  const keys = new Set(rows.map((row) => row?.businessUnitKey))
  return ({ key }) => keys.has(key) && maySeeUnit(caller, key)
}

/**
 * What a caller needs to be answered a record by its bare id: one of these scopes. The gateway asks the same of the type; here
 * the record is as if it did not exist.
 */
const READ_SCOPES: Partial<Record<EntityType, readonly string[]>> = {
  Invoice: ['invoice:read', 'finance:read'],
  Payment: ['payment:read', 'finance:read'],
  ProcessRun: ['process:read'],
  ExceptionItem: ['ops:read'],
}

/** Types that belong to no customer, and those whose subgraph looks by itself whose they are. */
const COMMON_TYPES: readonly EntityType[] = ['Product', 'BusinessUnit', 'ProcessRun', 'ExceptionItem']

/**
 * Whether a caller may be answered a record by its bare id. The crosswalk may not know whose record it is, and reads none to learn
 * it: a caller who is limited to some customers or units reaches it through them only.
 */
export function maySeeType(caller: Caller, type: EntityType): boolean {
  const scopes = READ_SCOPES[type]
  if (scopes && !scopes.some((scope) => caller.scopes.has(scope))) return false
  return isUnlimited(caller) || COMMON_TYPES.includes(type)
}
