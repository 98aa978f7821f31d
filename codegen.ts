import { existsSync, readFileSync } from 'node:fs'
import type { CodegenConfig } from '@graphql-codegen/cli'

const VENDOR_DOMAINS = ['crm', 'billing', 'support', 'erp']
const DOMAINS = [...VENDOR_DOMAINS, 'crosswalk', 'events', 'processes']

/** `export interface InvoiceMapper` in a domain's mappers.ts is what a resolver of `Invoice` gets as its parent. */
function mappersOf(domain: string): Record<string, string> {
  const source = readFileSync(`subgraphs/${domain}/mappers.ts`, 'utf8')
  const names = [...source.matchAll(/export (?:type|interface) (\w+)Mapper\b/g)].map(
    (match) => match[1] ?? '',
  )
  return {
    Money: '../../shared/money.ts#Money as MoneyValue',
    ...Object.fromEntries(names.map((name) => [name, `../mappers.ts#${name}Mapper`])),
  }
}

/** Resolver types of one domain, from its SDL. */
function resolverTypesOf(domain: string): CodegenConfig['generates'] {
  return {
    [`subgraphs/${domain}/__generated__/resolvers.ts`]: {
      schema: ['subgraphs/shared/schema.graphql', `subgraphs/${domain}/schema.graphql`],
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        useTypeImports: true,
        importExtension: '.ts',
        enumsAsTypes: true,
        noSchemaStitching: true,
        mappers: mappersOf(domain),
        contextType: '../context.ts#Context',
        maybeValue: 'T | null | undefined',
        scalars: {
          DateTime: { input: 'string', output: 'string | Date' },
          Date: 'string',
          Decimal: 'string',
          CurrencyCode: 'string',
          CountryCode: 'string',
          URL: 'string',
          Duration: 'string',
          JSON: 'unknown',
        },
      },
    },
  }
}

const PLUGINS = './subgraphs/shared/codegen'

/** The vendors of one domain, from its folders. */
function providerListOf(domain: string): CodegenConfig['generates'] {
  return {
    [`subgraphs/${domain}/providers/index.ts`]: {
      plugins: [`${PLUGINS}/provider-list.ts`],
      config: { domain },
    },
  }
}

const written = DOMAINS.filter((domain) => existsSync(`subgraphs/${domain}/mappers.ts`))
const withVendors = VENDOR_DOMAINS.filter((domain) => existsSync(`subgraphs/${domain}/providers`))

const config: CodegenConfig = {
  schema: 'subgraphs/shared/schema.graphql',
  generates: Object.assign(
    {
      'subgraphs/__generated__/emulators.ts': {
        plugins: [`${PLUGINS}/emulator-list.ts`],
        config: { domains: withVendors },
      },
      'subgraphs/shared/telemetry/__generated__/pii-fields.ts': {
        plugins: [`${PLUGINS}/pii-fields.ts`],
        config: { files: DOMAINS.map((domain) => `subgraphs/${domain}/schema.graphql`) },
      },
      '.env.example': { plugins: ['./gateway/env-example.ts'] },
    },
    ...written.map(resolverTypesOf),
    ...withVendors.map(providerListOf),
  ),
}

// biome-ignore lint/style/noDefaultExport: the code generator reads its configuration from the default export
export default config
