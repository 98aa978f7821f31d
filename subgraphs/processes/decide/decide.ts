import type { Caller } from '#shared/subgraph/context.ts'
import type { Engine } from '../engine/engine.ts'
import { type Answered, grantOnce } from '../engine/requests.ts'
import type { Decision } from './decision.ts'

/** Takes a person's decision, once for each key: the same key and input are answered as at first. */
export function decideOnce<Input extends { idempotencyKey: string }, Answer>(
  engine: Engine,
  { caller, operation, input, now }: { caller: Caller; operation: string; input: Input; now: Date },
  take: (decision: Decision, input: Input) => Promise<Answer>,
): Promise<Answered<Answer>> {
  const { idempotencyKey, ...wish } = input
  const request = { clientId: caller.clientId, operation, idempotencyKey, input: wish }
  return grantOnce(engine, request, (transaction) => take({ engine, transaction, caller, now }, input))
}
