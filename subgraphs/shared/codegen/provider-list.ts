import { readdirSync } from 'node:fs'

/** What the folder names say: each vendor is a folder of `subgraphs/<domain>/providers/`. */
export function vendorsOf(domain: string): string[] {
  return readdirSync(`subgraphs/${domain}/providers`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

const pascal = (vendor: string): string =>
  vendor.replaceAll(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase())

/** As the formatter writes it: quoted only where it must be. */
const keyOf = (vendor: string): string => (/^[a-z]\w*$/.test(vendor) ? vendor : `'${vendor}'`)

/** Code generator plugin: the vendors found in a domain's folder, each with what makes its provider. */
export function plugin(_schema: unknown, _documents: unknown, config: { domain: string }): string {
  const { domain } = config
  const vendors = vendorsOf(domain)
  return [
    ...vendors.map((vendor) => `import { create${pascal(vendor)}Provider } from './${vendor}/index.ts'`),
    '',
    '/** Vendor → what makes its provider. Generated from the folders beside this file. */',
    `export const ${domain}Providers = {`,
    ...vendors.map((vendor) => `  ${keyOf(vendor)}: create${pascal(vendor)}Provider,`),
    '}',
    '',
  ].join('\n')
}
