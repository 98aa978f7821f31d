import { acme } from './companies/acme.ts'
import { cyberdyne } from './companies/cyberdyne.ts'
import { globex } from './companies/globex.ts'
import { gulfTrading } from './companies/gulf-trading.ts'
import { hooli } from './companies/hooli.ts'
import { initech } from './companies/initech.ts'
import { massive, massiveUk } from './companies/massive.ts'
import { nordurljos } from './companies/nordurljos.ts'
import { piedPiper } from './companies/pied-piper.ts'
import { soylent } from './companies/soylent.ts'
import { stark } from './companies/stark.ts'
import { tyrell } from './companies/tyrell.ts'
import { umbrella } from './companies/umbrella.ts'
import { wayne } from './companies/wayne.ts'
import { wonka } from './companies/wonka.ts'
import type { DemoCompany } from './records.ts'

/** The companies that each show something: one in perfect order, the rest awkward on purpose. */
export function createHandmadeCompanies(): DemoCompany[] {
  return [
    acme(),
    globex(),
    initech(),
    umbrella(),
    gulfTrading(),
    nordurljos(),
    hooli(),
    stark(),
    wayne(),
    wonka(),
    soylent(),
    massive(),
    massiveUk(),
    piedPiper(),
    cyberdyne(),
    tyrell(),
  ]
}
