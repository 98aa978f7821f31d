import type { Answer } from '#shared/answer.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { Link } from '#shared/crosswalk.ts'
import type { Problem } from '../process.ts'
import { answered } from '../answers.ts'
import { problem } from '../problem.ts'
import type { ProcessTools } from '../tools.ts'

/** What the systems of a domain have of a customer. */
export interface Found<Value> {
  /** Where its record is, or where one would be made; undefined: nobody can say. */
  connectionId: string | undefined
  /** The links whose records are still there. */
  links: readonly Link[]
  /** The one record; undefined where there is none, or more than one. */
  record: Value | undefined
}

/** Looks which of the linked records are there: a deleted one keeps its link, and is no candidate. */
export async function findRecord<Value>(
  links: readonly Link[],
  home: string | undefined,
  read: (connectionId: string, nativeIds: string[]) => Promise<Answer<Value>[]>,
): Promise<Found<Value>> {
  const groups = [...Map.groupBy(links, ({ connectionId }) => connectionId)]
  const found = await Promise.all(
    groups.map(async ([connectionId, some]) => {
      const answers = await read(
        connectionId,
        some.map(({ nativeId }) => nativeId),
      )
      return some.flatMap((link, index) => {
        const record = answered(answers[index])
        return record === undefined ? [] : [{ link, record }]
      })
    }),
  )
  const [first, ...others] = found.flat()
  return {
    connectionId: first?.link.connectionId ?? home,
    links: found.flat().map(({ link }) => link),
    record: others.length > 0 ? undefined : first?.record,
  }
}

/** The one connection of a domain that can be written to; undefined where there is none, or a choice. */
export function onlyWritable(domain: SystemDomain, tools: ProcessTools): string | undefined {
  const [only, ...others] = [...tools.connections.values()]
    .filter((connection) => connection.domain === domain && isWritable(connection.id, domain, tools))
    .map(({ id }) => id)
  return others.length > 0 ? undefined : only
}

function isWritable(connectionId: string, domain: SystemDomain, tools: ProcessTools): boolean {
  const providers = { CRM: tools.crm, BILLING: tools.billing, SUPPORT: tools.support, ERP: tools.erp }
  return providers[domain](connectionId).writes !== undefined
}

/** More than one candidate is a question for a person; so is a system that cannot be written to, or a choice of systems. */
export function checkFound(
  found: Found<unknown>,
  {
    path,
    system,
    tools,
    domain,
  }: { path: string; system: string; tools: ProcessTools; domain: SystemDomain },
): Problem[] {
  const { connectionId, links } = found
  if (links.length > 1 || links.some(({ state }) => state === 'SUSPECT'))
    return [
      problem('CONFLICT', path, {
        message: `${system} has more than one record that may be this customer`,
        fix: `Merge the records in ${system}, or say which one it is`,
      }),
    ]
  if (connectionId === undefined)
    return [
      problem('NOT_LINKED', path, {
        message: `the customer has no record in ${system}, and it is not clear where one would be made`,
        fix: `Link the customer to its record in ${system}, or join exactly one that can be written to`,
      }),
    ]
  if (!isWritable(connectionId, domain, tools))
    return [
      problem('NOT_LINKED', path, {
        message: `${system} cannot be written to`,
        fix: `Choose a vendor for ${system} that Weft can write to`,
      }),
    ]
  return []
}
