import type { RequestContext } from '#shared/subgraph/context.ts'
import { publicError } from './answer.ts'
import type { Authorisation } from './authorisation/authorisation.ts'
import type { Denials } from './authorisation/denials.ts'
import { FORBIDDEN } from './authorisation/forbidden.ts'
import type { CompiledOperation } from './compiled-operation.ts'
import type { Operation } from './operation.ts'
import { applyFreshness } from './freshness.ts'
import type { Refusal } from './errors.ts'
import type { DocumentCache, PricedOperation } from './prepare.ts'

/** An operation that its caller may have run, and what its plan is known by. */
export interface Admitted {
  operation: Operation
  request: RequestContext
  priced: PricedOperation
  key: string
  overrides: ReadonlyMap<string, boolean>
  denials: Denials | undefined
  /** Its plan, where it is known already. */
  known: CompiledOperation | undefined
}

/** Refuses all that can be refused without a plan. `read`: the operation as it was read before, for this request. */
export type Admit = (
  operation: Operation,
  request: RequestContext,
  read?: PricedOperation,
) => Admitted | Refusal

export interface AdmissionOptions {
  documents: DocumentCache
  authorisation: Authorisation
  findPlan(key: string): CompiledOperation | undefined
  /** Which labels of `@override(label:)` hold for a request. */
  overridesFor(request: RequestContext): ReadonlyMap<string, boolean>
}

export function createAdmission(options: AdmissionOptions): Admit {
  const { documents, authorisation, findPlan, overridesFor } = options
  const valid = (operation: Operation, { caller }: RequestContext, known: CompiledOperation | undefined) =>
    known
      ? (documents.admit(known.ready.measured, operation, caller) ?? known.ready)
      : documents.prepare(operation, caller)
  return (operation, request, read) => {
    const { caller } = request
    const overrides = overridesFor(request)
    const key = planKey(operation, overrides)
    const known = findPlan(key)
    const ready = read ?? valid(operation, request, known)
    if ('errors' in ready) return ready
    const denials = authorisation.denialsOf(ready, caller)
    const refused = denials && authorisation.refusedField(ready, denials)
    if (refused !== undefined) return { errors: [publicError(FORBIDDEN, [refused], request)] }
    const priced = read ?? documents.price(ready, operation.variables, request)
    if ('errors' in priced) return priced
    const stale = applyFreshness(request, ready.operation, priced.coerced)
    if (stale) return stale
    return { operation, request, priced, key, overrides, denials, known: denials ? undefined : known }
  }
}

/** The text alone where nothing else decides: it need not be put together for every request. */
function planKey({ query, operationName }: Operation, overrides: ReadonlyMap<string, boolean>): string {
  if (operationName === undefined && overrides.size === 0) return query
  const holding = [...overrides].flatMap(([label, holds]) => (holds ? [label] : []))
  // No document has a NUL after its first word: no key is another one's text.
  return `${operationName ?? ''}\0${holding.sort().join()}\0${query}`
}
