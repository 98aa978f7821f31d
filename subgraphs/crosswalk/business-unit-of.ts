import type { Context } from './context.ts'

/**
 * The unit of the customer that a thing belongs to. Looked up only where it can make a difference: where some unit takes
 * another system's word for a field of the type.
 */
export async function businessUnitKeyOf(
  type: string,
  customerId: string | undefined,
  { systemOfRecord, loaders }: Context,
): Promise<string | undefined> {
  if (customerId === undefined || !systemOfRecord.variesByBusinessUnit(type)) return undefined
  const row = await loaders.customer(customerId)
  return row?.businessUnitKey ?? undefined
}
