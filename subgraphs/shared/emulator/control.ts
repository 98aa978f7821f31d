import { z } from 'zod'
import type { EmulatorRequest, EmulatorResponse, Route } from './definition.ts'
import type { Running } from './running.ts'

const FaultInput = z.strictObject({
  method: z.string().optional(),
  path: z.string().optional(),
  bodyContains: z.string().optional(),
  skip: z.int().min(0).optional(),
  times: z.int().min(1).optional(),
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  edits: z
    .array(
      z.strictObject({
        at: z.array(z.union([z.string(), z.int(), z.record(z.string(), z.unknown())])),
        value: z.unknown(),
      }),
    )
    .optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  reset: z.enum(['before-answer', 'mid-body']).optional(),
  applied: z.boolean().optional(),
})

const ClockInput = z.union([
  z.strictObject({ now: z.iso.datetime() }),
  z.strictObject({ advanceSeconds: z.number() }),
])

const TargetInput = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(1).optional(),
  eventTypes: z.array(z.string()).optional(),
})

const WebhookFaultInput = z.strictObject({
  eventTypeContains: z.string().optional(),
  skip: z.int().min(0).optional(),
  times: z.int().min(1).optional(),
  duplicate: z.int().min(1).max(100).optional(),
  delaySeconds: z.number().min(0).optional(),
  drop: z.literal(true).optional(),
  reorder: z.int().min(2).optional(),
  badSignature: z.literal(true).optional(),
})

/** The control endpoints that every emulator has, whatever its vendor. */
export function controlRoutes<State>(running: Running<State>): Route<State>[] {
  return [
    { method: 'GET', path: '/__emulator/calls', answer: () => ok({ calls: running.recorded }) },
    { method: 'DELETE', path: '/__emulator/calls', answer: () => forgetCalls(running) },
    { method: 'POST', path: '/__emulator/faults', answer: (request) => addFault(running, request) },
    { method: 'DELETE', path: '/__emulator/faults', answer: () => forgetFaults(running) },
    { method: 'POST', path: '/__emulator/reset', answer: () => reset(running) },
    { method: 'POST', path: '/__emulator/clock', answer: (request) => moveClock(running, request) },
    { method: 'GET', path: '/__emulator/clock', answer: () => ok({ now: running.now().toISOString() }) },
    { method: 'POST', path: '/__emulator/webhooks', answer: (request) => addTarget(running, request) },
    { method: 'GET', path: '/__emulator/webhooks', answer: () => listWebhooks(running) },
    {
      method: 'POST',
      path: '/__emulator/webhook-faults',
      answer: (request) => addWebhookFault(running, request),
    },
  ]
}

function forgetCalls<State>(running: Running<State>): EmulatorResponse {
  running.recorded.length = 0
  return ok({})
}

function forgetFaults<State>({ faults }: Running<State>): EmulatorResponse {
  faults.clear()
  return ok({})
}

function reset<State>(running: Running<State>): EmulatorResponse {
  resetEmulator(running)
  return ok({})
}

/** Everything as it was at its start, the clock included. */
export function resetEmulator<State>(running: Running<State>): void {
  running.clockOffsetMs = 0
  running.state = running.definition.createState(running.now())
  running.recorded.length = 0
  running.faults.clear()
  running.webhooks.reset()
}

function addFault<State>(running: Running<State>, request: EmulatorRequest): EmulatorResponse {
  const input = readJson(FaultInput, request)
  if (!input.success) return refuse(input.error)
  running.faults.add(input.data as Parameters<typeof running.faults.add>[0])
  return ok({})
}

function moveClock<State>(running: Running<State>, request: EmulatorRequest): EmulatorResponse {
  const input = readJson(ClockInput, request)
  if (!input.success) return refuse(input.error)
  const target =
    'now' in input.data
      ? Date.parse(input.data.now)
      : running.now().getTime() + input.data.advanceSeconds * 1000
  running.clockOffsetMs = target - Date.now()
  running.definition.clockMoved?.(running)
  running.webhooks.wake()
  return ok({ now: running.now().toISOString() })
}

function addTarget<State>({ webhooks }: Running<State>, request: EmulatorRequest): EmulatorResponse {
  const input = readJson(TargetInput, request)
  if (!input.success) return refuse(input.error)
  return ok({ target: webhooks.addTarget(input.data as Parameters<typeof webhooks.addTarget>[0]) })
}

function listWebhooks<State>({ webhooks }: Running<State>): EmulatorResponse {
  return ok({ targets: webhooks.targets(), deliveries: webhooks.deliveries() })
}

function addWebhookFault<State>({ webhooks }: Running<State>, request: EmulatorRequest): EmulatorResponse {
  const input = readJson(WebhookFaultInput, request)
  if (!input.success) return refuse(input.error)
  webhooks.addFault(input.data as Parameters<typeof webhooks.addFault>[0])
  return ok({})
}

function readJson<Schema extends z.ZodType>(schema: Schema, request: EmulatorRequest) {
  let value: unknown
  try {
    value = JSON.parse(request.body.toString('utf8') || '{}')
  } catch {
    value = undefined
  }
  return schema.safeParse(value)
}

const ok = (body: unknown): EmulatorResponse => ({ status: 200, body })
const refuse = (error: z.ZodError): EmulatorResponse => ({
  status: 400,
  body: { error: z.prettifyError(error) },
})
