import { createHandmadeCompanies } from './handmade-companies.ts'
import { createGeneratedCompanies } from './generated-companies.ts'
import { BUSINESS_UNITS, FEATURES, LEGAL_ENTITIES, PRODUCTS } from './catalogue.ts'
import { createPeriods } from './periods.ts'
import type {
  DemoBusinessUnit,
  DemoCompany,
  DemoFeature,
  DemoLegalEntity,
  DemoPeriod,
  DemoProduct,
} from './records.ts'

/**
 * The demo world: one trading company ("Northwind Cloud") as its four systems know it. Facts of the business only;
 * each emulator turns them into its vendor's records. All amounts are decimal text in the company's currency, all days
 * are counted from the day the world is made, so that what is overdue today is overdue next year.
 */
export interface DemoWorld {
  /** UTC midnight of the day the world was made. */
  today: Date
  businessUnits: readonly DemoBusinessUnit[]
  legalEntities: readonly DemoLegalEntity[]
  products: readonly DemoProduct[]
  features: readonly DemoFeature[]
  /** Monthly accounting periods, oldest first, from 24 months ago to 12 months ahead. */
  periods: readonly DemoPeriod[]
  companies: readonly DemoCompany[]
}

/** Makes the world as of a day. The same day gives the same world. */
export function createDemoWorld(now: Date): DemoWorld {
  const today = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
  return {
    today,
    businessUnits: BUSINESS_UNITS,
    legalEntities: LEGAL_ENTITIES,
    products: PRODUCTS,
    features: FEATURES,
    periods: createPeriods(today),
    companies: [...createHandmadeCompanies(), ...createGeneratedCompanies()],
  }
}
