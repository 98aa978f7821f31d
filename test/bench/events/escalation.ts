import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { CLIENTS } from '../../../gateway/transports/clients.test-support.ts'
import { startEventWorld } from '../../support/event-world.ts'
import { percentile } from './sockets.ts'

/** From before a case is opened at its system until it is on a desk, with fields of all four systems. */
export interface EscalationMeasurement {
  load: number
  transports: { name: string; p50Ms: number; slowestMs: number }[]
}

const query = readFileSync(
  new URL('../../scenarios/case-escalation/operation.graphql', import.meta.url),
  'utf8',
)

/** The scenario `case-escalation`, again and again: emulators, gateway and clients in one process. */
export async function measureEscalation(rounds: number): Promise<EscalationMeasurement> {
  await using world = await startEventWorld()
  const account = await world.nativeId('Globex', 'support-servicenow')
  const streams = CLIENTS.map(([name, open]) => ({
    name,
    stream: open({ url: world.url, query }),
    latenciesMs: [] as number[],
  }))
  let waiting = streams.map(({ stream }) => stream.next())
  await world.opened(CLIENTS.length)
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = performance.now()
    const arrived = waiting.map(async (next, index) => {
      const { value } = await next
      if (!JSON.stringify(value).includes('INV-GLOBEX-0003')) throw new Error('not the whole answer')
      // The first one pays for all that is compiled and authorised once.
      if (round > 0) streams[index]?.latenciesMs.push(performance.now() - startedAt)
    })
    await world.openCase({ short_description: 'All sites down', account, u_severity: '1' })
    await Promise.all(arrived)
    if (round < rounds) waiting = streams.map(({ stream }) => stream.next())
  }
  await Promise.all(streams.map(({ stream }) => stream.return?.()))
  return {
    load: loadavg()[0] ?? 0,
    transports: streams.map(({ name, latenciesMs }) => {
      const sorted = latenciesMs.toSorted((one, other) => one - other)
      return { name, p50Ms: percentile(sorted, 0.5), slowestMs: sorted.at(-1) ?? 0 }
    }),
  }
}
