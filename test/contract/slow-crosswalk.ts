import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Crosswalk } from '#shared/crosswalk.ts'

/** Answers some turns of the event loop later, as a database does: batching must not depend on its haste. */
export function answerLater(crosswalk: Crosswalk): Crosswalk {
  const later = async <Value>(answer: Promise<Value>): Promise<Value> => {
    for (let turn = 0; turn < 5; turn += 1) await nextTurn()
    return answer
  }
  return {
    ensureIds: (type, refs) => later(crosswalk.ensureIds(type, refs)),
    findIds: (type, refs) => later(crosswalk.findIds(type, refs)),
    findForeignIds: (type, refs) => later(crosswalk.findForeignIds(type, refs)),
    linksOf: (ids, domain, how) => later(crosswalk.linksOf(ids, domain, how)),
    businessUnitsOf: (ids) => later(crosswalk.businessUnitsOf(ids)),
    noteOwners: crosswalk.noteOwners,
    addLinks: (links) => later(crosswalk.addLinks(links)),
  }
}
