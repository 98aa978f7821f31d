import type { NameResolver } from '#shared/http/guarded-lookup.ts'
import type { WakeUps } from '../wake-ups.ts'
import { type CourierOptions, createCourier, logFailure } from './courier.ts'
import type { Endpoint } from './endpoint.ts'
import { LeaseLost, releaseLease } from './lease.ts'
import { createSender } from './send.ts'

export interface FollowEndpointOptions extends Omit<CourierOptions, 'sender'> {
  wakeUps: WakeUps
  resolve?: NameResolver | undefined
}

/** The net below wake-ups: what is due again, what an operator said, what another node has left. */
const LOOK_EVERY_MS = 1_000

/** Delivers to one endpoint whenever that is this process's to do, until it is stopped. */
export async function followEndpoint(endpoint: Endpoint, options: FollowEndpointOptions): Promise<void> {
  const { store, worker, wakeUps, logger } = options
  const { stopping } = options.signals
  const sender = createSender(endpoint, options.resolve)
  const courier = createCourier(endpoint, { ...options, sender })
  while (!stopping.aborted) {
    const done = await courier.takeTurn().catch((error: unknown) => {
      if (!(error instanceof LeaseLost)) logFailure(logger, endpoint.id, error)
      return 0
    })
    if (done === 0 && !stopping.aborted) await wakeUps.wait(endpoint.id, LOOK_EVERY_MS)
  }
  await releaseLease(store, endpoint.id, worker).catch((error: unknown) =>
    logFailure(logger, endpoint.id, error),
  )
  await sender.close()
}
