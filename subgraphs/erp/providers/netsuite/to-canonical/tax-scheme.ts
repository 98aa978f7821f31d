const EU_COUNTRIES = new Set(
  'AT BE BG HR CY CZ DE DK EE EL ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)
const SCHEMES: Readonly<Record<string, string>> = {
  US: 'us_ein',
  GB: 'gb_vat',
  JP: 'jp_trn',
  AU: 'au_abn',
  CH: 'ch_vat',
  NO: 'no_vat',
  IS: 'is_vat',
  CA: 'ca_bn',
}

/** The register that a tax number belongs to. NetSuite keeps the bare number: its own prefix or the address tells. */
export function taxSchemeOf(value: string, country: string | undefined): string {
  const prefix = /^([A-Z]{2})[0-9A-Z]/.exec(value.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))?.[1]
  const code = prefix && (EU_COUNTRIES.has(prefix) || prefix in SCHEMES) ? prefix : country
  if (code === undefined) return 'unknown'
  if (EU_COUNTRIES.has(code)) return 'eu_vat'
  return SCHEMES[code] ?? `${code.toLowerCase()}_tax`
}
