import { type Child, startChild } from './child.ts'
import type { FromServer, ToServer } from './memory.ts'
import type { PushingServer } from './sockets.ts'
import type { FromSubgraph, ToSubgraph } from './subgraph.ts'

const QUERY = `subscription Desk { caseEscalated {
  eventId sequence occurredAt subject severity customerName contractNumbers
  invoices { invoiceNumber amount currencyCode } } }`

export type Subgraph = Child<ToSubgraph, FromSubgraph> & { url: string }

/** The one subgraph over HTTP that gateways are compared in front of. */
export async function startSubgraph(): Promise<Subgraph> {
  const child = startChild<ToSubgraph, FromSubgraph>('subgraph.ts')
  const first = await child.next()
  return { ...child, url: 'ready' in first ? first.ready : '' }
}

/** A gateway in front of that subgraph. */
export async function startRemote(
  name: string,
  { file, parameters = [] }: { file: string; parameters?: readonly string[] },
  subgraph: Subgraph,
): Promise<PushingServer> {
  const gateway = startChild<ToServer, FromServer>(file, [subgraph.url, ...parameters])
  const first = await gateway.next()
  return {
    name,
    url: 'ready' in first ? first.ready : '',
    process: gateway,
    query: QUERY,
    async emit() {
      const answer = await subgraph.ask('emit')
      return 'emittedAt' in answer ? BigInt(answer.emittedAt) : 0n
    },
  }
}
