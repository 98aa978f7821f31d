import { z } from 'zod'
import type { EmulatorContext, EmulatorRequest, Route } from '#shared/emulator/emulator.ts'
import { LIMIT_REASONS } from './limits.ts'
import type { State } from './state.ts'

const Search = z.strictObject({ lagSeconds: z.number().min(0) })
const Limit = z.strictObject({
  enforce: z.boolean().optional(),
  reason: z.enum(LIMIT_REASONS).optional(),
  path: z.string().optional(),
  times: z.int().min(1).default(1),
})
const Execution = z.strictObject({
  path: z.string().optional(),
  skip: z.int().min(0).default(0),
  times: z.int().min(1).default(1),
  delayMs: z.int().min(0).max(600_000).optional(),
  fails: z.enum(['before-writing', 'after-writing']).optional(),
})

/** What only this vendor can suffer; the rest is in the control endpoints that every emulator has. */
export const CONTROL_ROUTES: Route<State>[] = [
  { method: 'POST', path: '/__emulator/search', answer: control(Search, lagSearch) },
  { method: 'POST', path: '/__emulator/limits', answer: control(Limit, limit) },
  { method: 'POST', path: '/__emulator/executions', answer: control(Execution, disturb) },
]

function control<Schema extends z.ZodType>(
  schema: Schema,
  apply: (input: z.infer<Schema>, state: State) => void,
): Route<State>['answer'] {
  return (request: EmulatorRequest, { state }: EmulatorContext<State>) => {
    const input = schema.safeParse(parse(request))
    if (!input.success) return { status: 400, body: { error: z.prettifyError(input.error) } }
    apply(input.data, state)
    return { status: 200, body: {} }
  }
}

function parse(request: EmulatorRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** How far the search index is behind. */
function lagSearch({ lagSeconds }: z.infer<typeof Search>, state: State): void {
  state.searchLagSeconds = lagSeconds
}

/** `enforce` counts calls against a sandbox's published rates; `reason` refuses the next calls for it. */
function limit({ enforce, reason, path, times }: z.infer<typeof Limit>, { limits }: State): void {
  limits.isEnforced = enforce ?? limits.isEnforced
  if (reason) limits.asked.push({ reason, path, times })
}

/** The next writes are slow, or end in a 500 after they began. */
function disturb(fault: z.infer<typeof Execution>, { executionFaults }: State): void {
  executionFaults.push(fault)
}
