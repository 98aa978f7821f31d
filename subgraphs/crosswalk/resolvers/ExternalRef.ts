import type { ExternalRefResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import type { StoredLink } from '../link-store.ts'
import type { ExternalRefMapper } from '../mappers.ts'

export const ExternalRef: ExternalRefResolvers = {
  system: ({ ref }) => ({ id: ref.connectionId }),
  objectType: ({ ref }) => ref.objectType,
  externalId: ({ ref }) => ref.nativeId,
  url: async (parent, _, context) => (await linkOf(parent, context))?.url,
  linkState: async (parent, _, context) => (await linkOf(parent, context))?.state,
  linkedBy: async (parent, _, context) => (await linkOf(parent, context))?.method,
  linkedAt: async (parent, _, context) => (await linkOf(parent, context))?.linkedAt,
  // Records that a vendor merged are recognised with the events that say so.
  supersededBy: () => null,
}

async function linkOf(
  { ref, type, link }: ExternalRefMapper,
  { loaders }: Context,
): Promise<StoredLink | undefined> {
  if (link || type === undefined) return link
  return loaders.findLink(type, ref)
}

/** Every native record that an id stands for, oldest link first. */
export async function externalRefs(id: string, { loaders }: Context): Promise<ExternalRefMapper[]> {
  const links = await loaders.linksOf(id)
  return links.map((link) => ({ ref: link, type: undefined, link }))
}
