import { settle } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { isWeftError } from '#shared/errors.ts'
import { digestOfInput } from '#shared/idempotency/digests.ts'
import { maySeeCustomer, maySeeUnit } from '#shared/subgraph/visibility.ts'
import { makePlan, type Plan } from '../plan.ts'
import type { Prepared, ProcessKind } from '../process.ts'
import { errorOfProblem, errorOfSystem, Refused } from '../user-errors.ts'
import { type Engine, processOf } from './engine.ts'
import type { Reach } from './run-rows.ts'

/** What somebody wants to see before it is done. */
export interface PlanRequest {
  kind: ProcessKind
  input: unknown
  clientId: string
  reach: Reach
  call: CallContext
  now: Date
}

/** Reads what a run would read, and answers its plan; writes nothing to any system. Refused where the run would be held. */
export async function previewPlan(engine: Engine, request: PlanRequest): Promise<Plan> {
  const process = processOf(engine, request.kind)
  const { call, now, reach } = request
  const prepared = await settle(process.prepare(request.input, { call, tools: engine.tools, now, reach }))
  if (isWeftError(prepared)) throw new Refused([errorOfSystem(prepared)])
  // What is wrong with somebody else's record is nothing that the caller may read.
  const problems = isWithin(reach, prepared) ? prepared.problems : [process.missing(request.input)]
  if (problems.length > 0) throw new Refused(problems.map(errorOfProblem))
  return makePlan(process, prepared)
}

/** Remembers a plan that is shown, for as long as it may be approved. */
export async function rememberPlan(
  { store, policy }: Engine,
  { planHash }: Plan,
  { kind, input, clientId, now }: PlanRequest,
): Promise<Date> {
  const expiresAt = new Date(now.getTime() + policy.planMs)
  await store.query(
    `insert into processes.plans (client_id, kind, input_digest, plan_hash, expires_at) values ($1, $2, $3, $4, $5)
     on conflict (client_id, kind, input_digest, plan_hash) do update set expires_at = excluded.expires_at`,
    [clientId, kind, digestOfInput({ input }), planHash, expiresAt],
  )
  return expiresAt
}

/** Whether a plan was shown to this client for this input, and still holds. */
export async function isPlanKnown(
  { store }: Engine,
  planHash: string,
  { kind, input, clientId, now }: PlanRequest,
): Promise<boolean> {
  const rows = await store.query(
    `select 1 from processes.plans
     where client_id = $1 and kind = $2 and input_digest = $3 and plan_hash = $4 and expires_at > $5`,
    [clientId, kind, digestOfInput({ input }), planHash, now],
  )
  return rows.length > 0
}

/** A caller who is limited to some customers or units starts nothing about others. */
export const isWithin = (
  reach: Reach,
  { customerId, businessUnitKey }: Pick<Prepared<unknown>, 'customerId' | 'businessUnitKey'>,
): boolean => maySeeCustomer(reach, customerId) && maySeeUnit(reach, businessUnitKey)
