import type { Identity, NativeRef } from '#shared/crosswalk.ts'

/** One text for one native record. */
export function refKey({ connectionId, objectType, nativeId }: NativeRef): string {
  return [connectionId, objectType, nativeId].join('\n')
}

/** Lower case without accents: what names are ordered and searched by. `Norðurljós` reads as `nordurljos`. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ð', 'd')
    .replaceAll('þ', 'th')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .trim()
}

/** Forms of company, which one system writes and the next leaves out; `and` as in GmbH & Co. KG. */
const LEGAL_FORMS = new Set(
  `ab ag and aps as asa bv co company corp corporation ehf gmbh hf holding inc incorporated kg kgaa kk limited llc llp lp
   ltd nv oy oyj plc pte pty sa sarl sas se sl spa srl wll`.split(/\s+/),
)

/** A company's name without its form, accents, case and punctuation: `Acme Industries, Inc.` reads as `acmeindustries`. */
export function normaliseName(name: string): string {
  const words = foldText(name)
    .replaceAll(/[.'’]/g, '')
    .replaceAll('&', ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) ?? '')) words.pop()
  return words.join('')
}

/** Domain and name together; neither alone says enough. A record that lacks one has no key. */
export function domainAndNameKeys({
  domain,
  name,
  legalName,
}: Pick<Identity, 'domain' | 'name' | 'legalName'>): string[] {
  if (domain === undefined) return []
  const names = new Set([name, legalName ?? name].map(normaliseName))
  return [...names].filter((normalised) => normalised !== '').map((normalised) => `${domain}\n${normalised}`)
}
