import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'

/** The demo world with many contacts at one company, so that a query does not fit one page. */
export function crowdedWorld(now: Date): DemoWorld {
  const world = createDemoWorld(now)
  const crowd = Array.from({ length: 450 }, (_, index) => ({
    key: `crowd-${index}`,
    firstName: 'Kim',
    lastName: `Number ${index}`,
    email: `kim-${index}@globex.de`,
    phone: '+49 30 5550 140',
    title: 'Clerk',
    roles: [],
  }))
  return {
    ...world,
    companies: world.companies.map((company) =>
      company.key === 'globex' ? { ...company, contacts: crowd } : company,
    ),
  }
}
