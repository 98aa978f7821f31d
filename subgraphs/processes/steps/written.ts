import { WeftError } from '#shared/errors.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { Json, StepContext, StepOutcome } from '../process.ts'

/**
 * What a write left, as the journal keeps it: Weft has an id for the record, and knows the vendor's event of the write as its
 * own. Customers are linked by whoever made them.
 */
export async function keepWritten(
  written: Written,
  type: EntityType | undefined,
  { step, output = {} }: { step: StepContext; output?: { [key: string]: Json } },
): Promise<StepOutcome> {
  const { ref, number, version, url } = written
  const { tools } = step
  await noteWritten(written, step)
  if (type !== undefined && type !== 'Customer') await tools.crosswalk.ensureIds(type, [ref])
  return { record: { ref, type, number, version, url }, output }
}

/** The same for a write that takes something back: nothing is kept but that it was ours. */
export async function noteWritten(
  { also = [], ...written }: Written,
  { call, tools, runId }: StepContext,
): Promise<void> {
  const cause = { correlationId: call.correlationId, causationId: runId }
  for (const state of [written, ...also]) await tools.noteOwnWrite(state, cause)
}

/** The call of a further write of the same step: another write, another key. */
export function alsoCalling(call: WriteCall, name: string): WriteCall {
  return { ...call, idempotencyKey: `${call.idempotencyKey}:${name}` }
}

/** Native id of what an earlier step made; undefined where it was skipped. */
export function madeBy(stepKey: string, step: StepContext): string | undefined {
  return step.outcomeOf(stepKey)?.record?.ref.nativeId
}

/** The same where the step cannot have been skipped. */
export function certainlyMadeBy(stepKey: string, step: StepContext): string {
  const nativeId = madeBy(stepKey, step)
  if (nativeId === undefined) throw new WeftError('INTERNAL', `${stepKey} left nothing`)
  return nativeId
}

/** What a system can write, for a step that the preparation has found able to. */
export function writesOf<Writes>({ writes }: { writes?: Writes }): Writes {
  if (!writes) throw new WeftError('NOT_CONFIGURED', 'the system cannot be written to')
  return writes
}

/** Names of what a run makes, and of what it takes away again. */
export function difference(after: { [path: string]: string | undefined }) {
  return Object.entries(after).flatMap(([path, value]) =>
    value === undefined ? [] : [{ path, before: null, after: value }],
  )
}
