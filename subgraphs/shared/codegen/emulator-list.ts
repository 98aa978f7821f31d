import { vendorsOf } from './provider-list.ts'

const camel = (vendor: string): string =>
  vendor.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const pascal = (vendor: string): string => camel(vendor).replace(/^\w/, (letter) => letter.toUpperCase())

/** Code generator plugin: every vendor's emulator, with the domain that its records belong to. */
export function plugin(_schema: unknown, _documents: unknown, config: { domains: string[] }): string {
  const found = config.domains.flatMap((domain) => vendorsOf(domain).map((vendor) => ({ domain, vendor })))
  return [
    ...found.map(
      ({ domain, vendor }) =>
        `import { create${pascal(vendor)}Emulator } from '../${domain}/providers/${vendor}/emulator/index.ts'`,
    ),
    '',
    '/** Vendor → its domain and what makes its emulator. Generated from the folders of the domains. */',
    'export const emulators = {',
    ...found.map(
      ({ domain, vendor }) =>
        `  '${vendor}': { domain: '${domain.toUpperCase()}', create: create${pascal(vendor)}Emulator },`,
    ),
    '} as const',
    '',
  ].join('\n')
}
