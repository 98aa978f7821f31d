import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { authenticate } from './auth.ts'
import { settleDue } from './billing/due.ts'
import { StripeRefusal } from './errors.ts'
import { randomText } from './ids.ts'
import { countCall } from './limits.ts'
import type { State } from './state.ts'

/**
 * What every call meets before its endpoint: its request id, the key, the limits, and whatever became due since the
 * last one.
 */
export async function guarded(
  endpoint: string,
  request: EmulatorRequest,
  context: EmulatorContext<State>,
  answer: (requestId: string) => EmulatorResponse | Promise<EmulatorResponse>,
): Promise<EmulatorResponse> {
  const requestId = `req_${randomText(14)}`
  const named = ({ headers, ...response }: EmulatorResponse): EmulatorResponse => ({
    ...response,
    headers: { 'request-id': requestId, ...headers },
  })
  try {
    authenticate(request)
    countCall(context.state.limits, endpoint, { path: request.path, nowMs: context.now().getTime() })
    settleDue(context)
    return named(await answer(requestId))
  } catch (error) {
    if (error instanceof StripeRefusal) return named(error.response)
    throw error
  }
}
