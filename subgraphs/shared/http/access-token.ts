import type { Clock } from '../clock.ts'
import type { CallContext } from '../connections/call-context.ts'
import type { VendorResponse } from './vendor-http.ts'

/** Renewed this long before it ends, so that a call does not set out with a token that dies on the way. */
const RENEW_EARLY_MS = 60_000

export interface IssuedToken {
  token: string
  /** Undefined where the vendor names no lifetime: good until it is refused. */
  lifetimeMs?: number | undefined
}

/** A connection's access token: asked for when first needed, once however many calls wait for it. */
export interface AccessToken {
  /** Sends with the token in use. One that the vendor refuses with 401 is replaced once, and the call repeated once. */
  authorise(call: CallContext, send: (token: string) => Promise<VendorResponse>): Promise<VendorResponse>
}

export function createAccessToken({
  request,
  clock,
}: {
  /** Asks the vendor. The signal never ends: many wait for one token, and none of them may end it for the others. */
  request(call: CallContext): Promise<IssuedToken>
  clock: Clock
}): AccessToken {
  let held: { token: string; renewAt: number } | undefined
  let pending: Promise<string> | undefined

  const renew = async (call: CallContext): Promise<string> => {
    const { token, lifetimeMs = Number.POSITIVE_INFINITY } = await request({ ...call, signal: NEVER })
    const usableMs = Math.max(lifetimeMs - RENEW_EARLY_MS, lifetimeMs / 2)
    held = { token, renewAt: clock.now().getTime() + usableMs }
    return token
  }
  const current = (call: CallContext): Promise<string> => {
    if (held && clock.now().getTime() < held.renewAt) return Promise.resolve(held.token)
    pending ??= renew(call).finally(() => {
      pending = undefined
    })
    return pending
  }

  return {
    async authorise(call, send) {
      const token = await current(call)
      const response = await send(token)
      if (response.status !== 401) return response
      // Another call may have replaced it already.
      if (held?.token === token) held = undefined
      return send(await current(call))
    },
  }
}

const NEVER = new AbortController().signal
