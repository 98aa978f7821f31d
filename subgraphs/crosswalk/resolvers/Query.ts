import { ERRORS, WeftError } from '#shared/errors.ts'
import { assertId } from '#shared/global-id.ts'
import { pageOf, parsePageArguments, toConnection } from '#shared/page.ts'
import type { QueryResolvers } from '../__generated__/resolvers.ts'
import { listCustomers, toCustomerQuery } from '../customer-page.ts'
import { findCustomer, findCustomerByRef } from '../find-customer.ts'
import { findNode, MAX_NODES } from '../find-node.ts'
import { unitsSeenBy } from '../visibility.ts'

const BUSINESS_UNITS = 'Query.businessUnits'

export const Query: QueryResolvers = {
  node: (_, { id }, context) => findNode(id, context),
  nodes(_, { ids }, context) {
    if (ids.length > MAX_NODES)
      throw new WeftError('INVALID_ARGUMENT', `ids may hold at most ${MAX_NODES}, not ${ids.length}`)
    // One promise each: a malformed id costs its own place in the list, not the others'.
    return ids.map((id) => findNode(id, context)) as never
  },
  async customer(_, { id, externalRef }, context) {
    if ((id == null) === (externalRef == null))
      throw new WeftError('INVALID_ARGUMENT', 'give id or externalRef: exactly one')
    const row = id == null ? await findCustomerByRef(externalRef, context) : await findCustomer(id, context)
    return row && { id: row.id, row }
  },
  customers(_, args, context) {
    const query = toCustomerQuery(args, context)
    return listCustomers(context, `Query.customers ${query.order}`, query)
  },
  async businessUnit(_, { id }, context) {
    assertId('BusinessUnit', id)
    const unit = context.crosswalk.businessUnits.byId(id)
    return unit && (await unitsSeenBy(context))(unit) ? unit : null
  },
  async businessUnits(_, args, context) {
    const page = parsePageArguments(BUSINESS_UNITS, { first: args.first ?? null, after: args.after ?? null })
    const units = context.crosswalk.businessUnits.all.filter(await unitsSeenBy(context))
    return toConnection(
      BUSINESS_UNITS,
      pageOf(units, page, ({ key }) => key),
      page.after,
      { positionOf: ({ key }) => key, nodeOf: (unit) => unit },
    )
  },
  systems(_, __, { connections, systemState, request }) {
    // How the company's systems do is nobody's who is there for some of its customers.
    if (request.caller.customerIds) throw new WeftError('FORBIDDEN', ERRORS.FORBIDDEN.meaning)
    return [...connections.values()].map(({ id }) => {
      const { circuit, apiVersion, budget } = systemState(id)
      return { system: { id }, circuit, apiVersion: apiVersion ?? null, budget: budget ?? null }
    })
  },
  async checkEntitlement(_, { customerId, productId, featureKey, channel }, context) {
    if (productId != null) assertId('Product', productId)
    const row = await findCustomer(customerId, context)
    return row && { customerId: row.id, productId, featureKey, channel }
  },
}
