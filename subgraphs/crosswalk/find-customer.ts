import { WeftError } from '#shared/errors.ts'
import { assertId } from '#shared/global-id.ts'
import type { ExternalRefInput } from './__generated__/resolvers.ts'
import type { Context } from './context.ts'
import type { CustomerRow } from './customers.ts'
import { maySeeRow } from './visibility.ts'

/** The customer that an id names, the surviving one of a merge; null when there is none that the caller may see. */
export async function findCustomer(id: string, { loaders, request }: Context): Promise<CustomerRow | null> {
  assertId('Customer', id)
  const row = await loaders.customer(id)
  return row && maySeeRow(request.caller, row) ? row : null
}

/** The customer that a native record is; null when it is none that the caller may see. */
export async function findCustomerByRef(
  externalRef: ExternalRefInput | null | undefined,
  context: Context,
): Promise<CustomerRow | null> {
  if (!externalRef) return null
  const { systemId: connectionId, objectType, externalId: nativeId } = externalRef
  if (!context.connections.has(connectionId))
    throw new WeftError('INVALID_ARGUMENT', `there is no system ${JSON.stringify(connectionId.slice(0, 64))}`)
  const link = await context.loaders.findLink('Customer', { connectionId, objectType, nativeId })
  return link ? findCustomer(link.id, context) : null
}
