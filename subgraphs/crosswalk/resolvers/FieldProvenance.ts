import type { FieldProvenanceResolvers } from '../__generated__/resolvers.ts'

export const FieldProvenance: FieldProvenanceResolvers = {
  path: ({ read }) => read.path,
  system: ({ read }) => ({ id: read.systemId }),
  record: ({ read, type }) => ({
    ref: { connectionId: read.systemId, objectType: read.objectType, nativeId: read.externalId },
    type,
  }),
  sourceField: ({ read }) => read.sourceField,
  readMode: ({ read }) => read.readMode,
  readAt: ({ read }) => read.readAt,
  sourceUpdatedAt: ({ read }) => read.sourceUpdatedAt,
  // "Now" is when the operation arrived; what it has read since is of age 0.
  ageSeconds: ({ read }, _, { request }) =>
    Math.max(0, Math.floor((request.receivedAt.getTime() - new Date(read.readAt).getTime()) / 1_000)),
  freshness: ({ read }) => read.freshness,
  transform: ({ read }) => read.transform,
  correlationId: (_, __, { request }) => request.correlationId,
}
