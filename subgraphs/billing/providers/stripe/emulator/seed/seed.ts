import type { DemoWorld } from '#demo-world/world.ts'
import { createEmptyState, type State, sortNewestFirst } from '../state.ts'
import { seedCatalogue } from './catalogue.ts'
import { seedCustomers } from './customers.ts'
import { seedInvoices } from './invoices.ts'
import { seedSubscriptions } from './subscriptions.ts'

/** The demo world as Stripe has it: companies that billing knows, their subscriptions, invoices and payments. */
export function seedState(world: DemoWorld): State {
  const state = createEmptyState()
  seedCatalogue(state, world)
  for (const company of world.companies) {
    const presence = company.presence.BILLING
    if (!presence) continue
    seedCustomers(state, company, presence, world)
    seedSubscriptions(state, company, world)
    seedInvoices(state, company, world)
  }
  sortNewestFirst(state)
  return state
}
