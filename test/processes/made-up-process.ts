import { z } from 'zod'
import type { CompensationKind, Process, Step, StepContext } from '#processes/process.ts'
import type { Script, ScriptedVendor } from './scripted-vendor.ts'

/** What a made-up run is started with; what a test wants of it. */
export interface MadeUpInput {
  script?: Script
  customerId?: string
  businessUnitKey?: string
  subjectId?: string
  problem?: string
  needsApproval?: boolean
  /** Steps that have nothing to do. */
  skip?: readonly string[]
  /** How the preparation ends, first call first. */
  reads?: Script['reads']
  /** Part of what is pinned. */
  price?: string
}

/** order → account → post (pivot) → grant; all but the last can be taken back. */
export function createMadeUpProcess(vendor: ScriptedVendor): Process<MadeUpInput, MadeUpInput> {
  return {
    kind: 'QUOTE_TO_CASH',
    input: z.looseObject({ price: z.string().optional() }),
    async prepare(input, { call }) {
      const script = { reads: input.reads ?? [] }
      const name = { runId: call.correlationId, name: 'reads', key: `${call.correlationId}:reads` }
      if (input.reads) await vendor.call({ ...name, script })
      const { problem, needsApproval, customerId, businessUnitKey, subjectId, price = '10.00' } = input
      return {
        facts: input,
        problems: problem
          ? [{ code: 'REQUIRED', message: problem, path: ['billTo'], suggestedFix: 'Give one.' }]
          : [],
        approval: needsApproval ? { reason: 'it is a lot', code: 'CREDIT_HOLD' } : undefined,
        warnings: [],
        subject: subjectId === undefined ? undefined : { type: 'Opportunity', id: subjectId },
        amount: { minorUnits: 123_450n, currencyCode: 'EUR' },
        customerId,
        businessUnitKey,
        pinned: { price },
      }
    },
    missing: () => ({
      code: 'NOT_FOUND',
      message: 'there is no such thing',
      path: [],
      suggestedFix: undefined,
    }),
    steps: [
      step(vendor, 'order', 'REVERSIBLE'),
      step(vendor, 'account', 'REVERSIBLE', { isSequencedByCustomer: true }),
      step(vendor, 'post', 'PIVOT', { isPivot: true }),
      step(vendor, 'grant', 'MANUAL'),
    ],
  }
}

function step(
  vendor: ScriptedVendor,
  key: string,
  kind: CompensationKind,
  more: Partial<Step<MadeUpInput>> = {},
): Step<MadeUpInput> {
  const call = (
    name: string,
    { script = {} }: MadeUpInput,
    { runId, call: { idempotencyKey } }: StepContext,
  ) => vendor.call({ runId, name, key: idempotencyKey, script })
  const common: Step<MadeUpInput> = {
    key,
    connectionOf: () => 'erp',
    action: `Make the ${key}`,
    objectType: 'Order',
    effect: ({ skip = [] }) => (skip.includes(key) ? 'NO_OP' : 'CREATE'),
    compensation: { kind },
    confidence: 'SIMULATED',
    dependsOn: [],
    diff: () => [{ path: key, before: null, after: 'made' }],
    calls: 1,
    async run(facts, context) {
      await call(key, facts, context)
      const ref = { connectionId: 'erp', objectType: key, nativeId: `${context.runId}-${key}` }
      const record = { ref, type: undefined, number: '42', version: '1', url: `https://erp.example/${key}` }
      return { record, output: { nativeId: ref.nativeId } }
    },
    ...more,
  }
  if (kind !== 'REVERSIBLE') return common
  return { ...common, compensate: (facts, _, context) => call(`${key} undo`, facts, context) }
}
