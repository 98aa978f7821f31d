import type { DomainContext } from '#shared/subgraph/domain-context.ts'
import type { WriteDesk } from '#shared/subgraph/write-desk.ts'
import type { Loaders } from './loaders.ts'
import type { SupportWrites } from './writes.ts'

export interface Context extends DomainContext<Loaders> {
  /** What mutations write with; undefined where nothing is written. */
  writing: Writing | undefined
}

export interface Writing {
  desk: WriteDesk
  /** NOT_CONFIGURED for a connection that is not there, or that nothing can be written to. */
  writesOf(connectionId: string): SupportWrites
}
