import type { CompiledOperation } from './compiled-operation.ts'
import { type CacheCounters, createBoundedCache } from './lru.ts'

/** Compiled operations, each by everything that decides its plan. */
export interface PlanCache {
  get(key: string): CompiledOperation | undefined
  /** What is being compiled under this key already is not compiled again; what fails is not kept. */
  make(key: string, compile: () => Promise<CompiledOperation>): Promise<CompiledOperation>
  readonly counters: Readonly<CacheCounters>
}

export function createPlanCache(maxBytes: number): PlanCache {
  const plans = createBoundedCache<CompiledOperation>(maxBytes)
  const compiling = new Map<string, Promise<CompiledOperation>>()
  return {
    counters: plans.counters,
    get: (key) => plans.get(key),
    async make(key, compile) {
      const begun = compiling.get(key) ?? compile()
      compiling.set(key, begun)
      try {
        const compiled = await begun
        plans.set(key, compiled, compiled.bytes)
        return compiled
      } finally {
        compiling.delete(key)
      }
    },
  }
}
