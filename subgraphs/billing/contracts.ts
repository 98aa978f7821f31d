import type { ForeignRef } from '#shared/crosswalk.ts'
import type { Context } from './context.ts'

/** An edge to the contract that a record names. */
export async function toContract(
  { contract }: { contract: ForeignRef | undefined },
  { loaders }: Pick<Context, 'loaders'>,
): Promise<{ id: string } | null> {
  const id = contract && (await loaders.foreignId.load({ type: 'Contract', ref: contract }))
  return id === undefined ? null : { id }
}
