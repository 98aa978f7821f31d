import { WeftError } from '#shared/errors.ts'
import { type EntityType, typeOfId } from '#shared/global-id.ts'
import type { Context } from './context.ts'
import { findCustomer } from './find-customer.ts'
import { maySeeType, unitsSeenBy } from './visibility.ts'

export const MAX_NODES = 100

/** Types with an id that are no `Node`: they are reached through what they are part of. */
const INNER_TYPES = ['InvoiceLine', 'Feature', 'Price'] as const
type InnerType = (typeof INNER_TYPES)[number]
type NodeType = Exclude<EntityType, InnerType>

const isNodeType = (type: EntityType): type is NodeType => !INNER_TYPES.some((inner) => inner === type)

/** The thing that an id names, whatever its type; null when there is none that the caller may see. */
export async function findNode(id: string, context: Context) {
  const type = typeOfId(id)
  if (type === undefined) throw new WeftError('INVALID_ID', `not an id: ${JSON.stringify(id.slice(0, 64))}`)
  if (!isNodeType(type)) return null
  if (type === 'Customer') {
    const row = await findCustomer(id, context)
    return row && { __typename: type, id: row.id, row }
  }
  if (!maySeeType(context.request.caller, type)) return null
  if (type === 'BusinessUnit') {
    const unit = context.crosswalk.businessUnits.byId(id)
    return unit && (await unitsSeenBy(context))(unit) ? { __typename: type, ...unit } : null
  }
  if (type === 'ProcessRun' || type === 'ExceptionItem') {
    const isThere = await context.hasProcessNode(type, id, context.request.caller)
    return isThere ? { __typename: type, id } : null
  }
  const links = await context.loaders.linksOf(id)
  return links.length > 0 ? { __typename: type, id } : null
}
