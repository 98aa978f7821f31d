import { z } from 'zod'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse, Route } from '#shared/emulator/emulator.ts'
import { publishGap } from './events/publish.ts'
import { type Org, shortId } from './org.ts'

const Lock = z.strictObject({ id: z.string().min(15), times: z.int().min(1).optional() })
const Gap = z.strictObject({
  object: z.string(),
  changeType: z
    .enum(['GAP_CREATE', 'GAP_UPDATE', 'GAP_DELETE', 'GAP_UNDELETE', 'GAP_OVERFLOW'])
    .default('GAP_UPDATE'),
  ids: z.array(z.string()).default([]),
  /** So many of the object's next changes lose their detail, instead of a gap event now. */
  times: z.int().min(1).optional(),
})
const Limit = z.strictObject({ apiLimit: z.int().min(0).optional(), apiUsage: z.int().min(0).optional() })

const Rule = z.strictObject({
  object: z.string(),
  field: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  errorCode: z
    .enum(['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'DUPLICATES_DETECTED'])
    .default('FIELD_CUSTOM_VALIDATION_EXCEPTION'),
  message: z.string(),
})

type Control = Route<Org>['answer']

/** What only this vendor can suffer; the rest is in the control endpoints that every emulator has. */
export const CONTROL_ROUTES: Route<Org>[] = [
  { method: 'POST', path: '/__emulator/locks', answer: control(Lock, lockRow) },
  { method: 'POST', path: '/__emulator/gaps', answer: control(Gap, makeGap) },
  { method: 'POST', path: '/__emulator/limits', answer: control(Limit, setLimit) },
  {
    method: 'POST',
    path: '/__emulator/rules',
    answer: control(Rule, (rule, { state }) => state.ownRules.push(rule)),
  },
]

function control<Schema extends z.ZodType>(
  schema: Schema,
  apply: (input: z.infer<Schema>, emulator: EmulatorContext<Org>) => void,
): Control {
  return (request, emulator) => {
    const input = schema.safeParse(parse(request))
    if (!input.success) return { status: 400, body: { error: z.prettifyError(input.error) } }
    apply(input.data, emulator)
    return { status: 200, body: {} } satisfies EmulatorResponse
  }
}

function parse(request: EmulatorRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** The next writes that touch the row, or one of whose parents it is, answer UNABLE_TO_LOCK_ROW. */
function lockRow({ id, times }: z.infer<typeof Lock>, { state }: EmulatorContext<Org>): void {
  state.locks.set(shortId(id), times ?? Number.POSITIVE_INFINITY)
}

function makeGap(
  { object, changeType, ids, times }: z.infer<typeof Gap>,
  { state, now }: EmulatorContext<Org>,
): void {
  if (times === undefined) publishGap(state.log, { entity: object, recordIds: ids, changeType, now: now() })
  else state.log.gaps.set(object, times)
}

function setLimit({ apiLimit, apiUsage }: z.infer<typeof Limit>, { state }: EmulatorContext<Org>): void {
  state.apiLimit = apiLimit ?? state.apiLimit
  state.apiUsage = apiUsage ?? state.apiUsage
}
