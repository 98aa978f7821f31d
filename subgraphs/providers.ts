import { billingProviders } from '#billing/providers/index.ts'
import { crmProviders } from '#crm/providers/index.ts'
import { erpProviders } from '#erp/providers/index.ts'
import type { Connection, SystemDomain } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import { WeftError } from '#shared/errors.ts'
import { supportProviders } from '#support/providers/index.ts'

const MAKERS = { CRM: crmProviders, BILLING: billingProviders, SUPPORT: supportProviders, ERP: erpProviders }

type ProvidersOf<Makers> =
  Makers extends Record<string, (...args: never[]) => infer Provider> ? Provider[] : never

/** A provider for each connection, by domain. */
export type Providers = { [Domain in SystemDomain]: ProvidersOf<(typeof MAKERS)[Domain]> }

/** Which domain each vendor's records belong to: the vendors that Weft has a provider for. */
export const VENDORS: ReadonlyMap<string, SystemDomain> = new Map(
  Object.entries(MAKERS).flatMap(([domain, makers]) =>
    Object.keys(makers).map((vendor) => [vendor, domain as SystemDomain] as const),
  ),
)

/** Makes the provider of every connection. */
export function createProviders(connections: readonly Connection[], options: ProviderOptions): Providers {
  const ofDomain = <Domain extends SystemDomain>(domain: Domain): Providers[Domain] =>
    connections
      .filter((connection) => connection.domain === domain)
      .map((connection) => makerOf(connection)(connection, options)) as Providers[Domain]
  return {
    CRM: ofDomain('CRM'),
    BILLING: ofDomain('BILLING'),
    SUPPORT: ofDomain('SUPPORT'),
    ERP: ofDomain('ERP'),
  }
}

type Maker = (connection: Connection, options: ProviderOptions) => unknown

function makerOf({ id, vendor, domain }: Connection): Maker {
  const makers: Readonly<Record<string, Maker>> = MAKERS[domain]
  const maker = Object.hasOwn(makers, vendor) ? makers[vendor] : undefined
  if (!maker)
    throw new WeftError('INVALID_CONNECTION', `connection ${id}: there is no provider for ${vendor}`)
  return maker
}
