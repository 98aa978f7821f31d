import { type DocumentNode, type GraphQLSchema, print } from 'graphql'
import type { CompiledOperation } from './compiled-operation.ts'
import { type BoundedCache, type CacheCounters, createBoundedCache } from './lru.ts'
import { createPlanCache } from './plan-cache.ts'
import { type LiftedQuery, liftTexts } from './planning/lift-texts.ts'
import type { ReadyOperation } from './ready-operation.ts'

/** What is kept of a query whose texts were lifted: by what it is known, and the texts. */
interface SharedQuery extends Pick<LiftedQuery, 'texts'> {
  key: string
}

/** Plans for queries that differ in nothing but their texts: other ids, other words. */
export interface SharedPlans {
  /**
   * Undefined when an operation is to be compiled as it stands: it has no texts, or is the first of its kind. Its text
   * may well come again, and then nothing of it is a variable. `variant`: what beside the text decides its plan.
   */
  find(
    query: string,
    ready: ReadyOperation,
    variant: string,
    compile: (lifted: ReadyOperation) => Promise<CompiledOperation>,
  ): CompiledOperation | Promise<CompiledOperation> | undefined
  readonly counters: Readonly<CacheCounters>
}

/** The shared operation, run with the texts of this one. */
function withTexts(
  shared: CompiledOperation,
  ready: ReadyOperation,
  { texts }: SharedQuery,
): CompiledOperation {
  const { run, runInParts } = shared
  return {
    ...shared,
    ready,
    run: (sent, coerced, request, event) =>
      run({ ...sent, ...texts }, { ...coerced, ...texts }, request, event),
    runInParts:
      runInParts &&
      ((sent, coerced, request) => runInParts({ ...sent, ...texts }, { ...coerced, ...texts }, request)),
  }
}

/** Where a document has its texts: enough to see that two may differ in nothing else, for a fraction of reading them. */
const TEXTS = /"(?:[^"\\]|\\.)*"/g

/** Knows what queries have been seen once, and compiles them without their texts when they come with others. */
export function createSharedPlans(schema: GraphQLSchema, maxBytes: number): SharedPlans {
  const plans = createPlanCache(maxBytes)
  const seen: BoundedCache<true> = createBoundedCache(maxBytes / 16)
  const lifted = new WeakMap<DocumentNode, SharedQuery | false>()

  const lift = (document: DocumentNode): SharedQuery | false => {
    const query = liftTexts(schema, document)
    const shared = query ? { texts: query.texts, key: print(query.document) } : false
    lifted.set(document, shared)
    return shared
  }

  return {
    counters: plans.counters,
    find(query, ready, variant, compile) {
      const shape = `${variant}${query.trim().replace(TEXTS, '""')}`
      if (!seen.get(shape)) {
        seen.set(shape, true, shape.length)
        return undefined
      }
      const shared = lifted.get(ready.document) ?? lift(ready.document)
      if (!shared) return undefined
      const key = `${variant}${shared.key}`
      const known = plans.get(key)
      if (known) return withTexts(known, ready, shared)
      const begun = plans.make(key, () => compile({ ...ready, ...liftTexts(schema, ready.document) }))
      return begun.then((compiled) => withTexts(compiled, ready, shared))
    },
  }
}
