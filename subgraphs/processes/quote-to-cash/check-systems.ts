import type { LookContext, Problem } from '../process.ts'
import { checkFound } from './find-record.ts'
import type { ReadSystems } from './read-systems.ts'

/** Whether it is clear which record is the customer's in each system, and the system can be written to. */
export function checkSystems(systems: ReadSystems, { tools }: LookContext): Problem[] {
  return [
    ...checkFound(systems.erp, { path: 'customer.erp', system: 'the ERP', domain: 'ERP', tools }),
    ...checkFound(systems.billing, { path: 'customer.billing', system: 'billing', domain: 'BILLING', tools }),
    // A company may have no support system: then nobody is entitled in it, and the plan says so.
    ...(systems.support.connectionId === undefined
      ? []
      : checkFound(systems.support, {
          path: 'customer.support',
          system: 'support',
          domain: 'SUPPORT',
          tools,
        })),
  ]
}
