import type { DomainContext } from '#shared/subgraph/domain-context.ts'
import type { Loaders } from './loaders.ts'

export type Context = DomainContext<Loaders>
