const EU_COUNTRIES = new Set(
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

/** How the numbers of a register look; spaces, dots and dashes do not count. */
const REGISTERS: Readonly<Record<string, { scheme: string; looks: RegExp }>> = {
  US: { scheme: 'us_ein', looks: /^\d{9}$/ },
  GB: { scheme: 'gb_vat', looks: /^GB(\d{9}|\d{12})$/ },
  JP: { scheme: 'jp_trn', looks: /^T\d{13}$/ },
  AU: { scheme: 'au_abn', looks: /^\d{11}$/ },
  CH: { scheme: 'ch_vat', looks: /^CHE\d{9}(MWST|TVA|IVA)?$/ },
  IS: { scheme: 'is_vat', looks: /^(IS)?\d{5,6}$/ },
}
const EU = { scheme: 'eu_vat', looks: /^[A-Z]{2}[0-9A-Z]{8,12}$/ }

/** The register of a country; undefined where we know none, and any number may be right. */
const registerOf = (countryCode: string) => (EU_COUNTRIES.has(countryCode) ? EU : REGISTERS[countryCode])

/** A tax number and the register it belongs to, by the country of the address; undefined where it cannot be one of it. */
export function toTaxIdentifier(
  value: string,
  countryCode: string,
): { scheme: string; value: string } | undefined {
  const register = registerOf(countryCode)
  if (!register) return { scheme: 'unknown', value }
  return register.looks.test(value.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    ? { scheme: register.scheme, value }
    : undefined
}

/** Whether the buyer's number decides about the tax: everywhere that we know a register, but for the United States. */
export function needsTaxNumber(countryCode: string): boolean {
  return countryCode !== 'US' && registerOf(countryCode) !== undefined
}
