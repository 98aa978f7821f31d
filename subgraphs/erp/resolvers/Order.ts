import { WeftError } from '#shared/errors.ts'
import type { OrderResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import { objectKey } from '../loaders.ts'
import type { OrderMapper } from '../mappers.ts'
import type { OrderRecord } from '../provider.ts'
import { toLegalEntityMapper } from './LegalEntity.ts'

/** The order's record, which must be there: its id was minted from it. */
async function recordOf(order: OrderMapper, { loaders }: Context): Promise<OrderRecord> {
  const record = await loaders.order(order)
  if (record) return record
  throw new WeftError('NOT_FOUND', 'the ERP no longer has this order', { system: order.ref.connectionId })
}

export const Order: OrderResolvers = {
  async __resolveReference({ id }, { loaders }) {
    const ref = await loaders.refOf('Order', id)
    return ref ? { id, ref } : null
  },
  orderNumber: async (order, _, context) => (await recordOf(order, context)).orderNumber,
  async customer(order, _, context) {
    const id = await context.ids.findId('Customer', (await recordOf(order, context)).customer)
    return id === undefined ? null : { id }
  },
  async contract(order, _, context) {
    const { contract } = await recordOf(order, context)
    const id = contract && (await context.ids.findForeignId('Contract', contract))
    return id === undefined ? null : { id }
  },
  status: async (order, _, context) => (await recordOf(order, context)).status,
  async lines(order, _, context) {
    const { lines } = await recordOf(order, context)
    return lines.map((line) => ({ orderId: order.id, line }))
  },
  total: async (order, _, context) => (await recordOf(order, context)).total,
  orderedAt: async (order, _, context) => `${(await recordOf(order, context)).orderedOn}T00:00:00Z`,
  legalEntity: async (order, _, context) =>
    toLegalEntityMapper((await recordOf(order, context)).legalEntity, context.ids),
  // The ERP knows sellers, not business units; which seller belongs to which unit is configuration elsewhere.
  businessUnit: () => null,
  erpReads: ({ id }, _, { reads }) => reads.of(objectKey('Order', id)),
}
