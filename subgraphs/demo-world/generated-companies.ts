import { company, contract, invoice, line, subscription } from './company-builder.ts'
import type { DemoCompany } from './records.ts'

const FIRST_WORDS = [
  'Alder',
  'Birch',
  'Cedar',
  'Dune',
  'Ember',
  'Fjord',
  'Grove',
  'Harbor',
  'Iris',
  'Juniper',
  'Kestrel',
  'Larch',
]
const SECOND_WORDS = ['Logistics', 'Analytics', 'Medical', 'Foods']

const PLACES = [
  {
    currencyCode: 'USD',
    legalEntityKey: 'us',
    scheme: 'us_ein',
    tld: 'com',
    suffix: 'Inc.',
    city: 'Denver',
    region: 'CO',
    postalCode: '80202',
    countryCode: 'US',
    taxPercent: '8.81',
  },
  {
    currencyCode: 'EUR',
    legalEntityKey: 'de',
    scheme: 'eu_vat',
    tld: 'eu',
    suffix: 'GmbH',
    city: 'Hamburg',
    region: undefined,
    postalCode: '20095',
    countryCode: 'DE',
    taxPercent: '19',
  },
  {
    currencyCode: 'JPY',
    legalEntityKey: 'jp',
    scheme: 'jp_trn',
    tld: 'jp',
    suffix: 'K.K.',
    city: 'Osaka',
    region: 'Osaka',
    postalCode: '530-0001',
    countryCode: 'JP',
    taxPercent: '10',
  },
  {
    currencyCode: 'GBP',
    legalEntityKey: 'de',
    scheme: 'gb_vat',
    tld: 'co.uk',
    suffix: 'Ltd',
    city: 'Leeds',
    region: undefined,
    postalCode: 'LS1 4DY',
    countryCode: 'GB',
    taxPercent: '20',
  },
] as const

/** The many ordinary customers: 48 of them, a few records each in every system. */
export function createGeneratedCompanies(): DemoCompany[] {
  return FIRST_WORDS.flatMap((first, row) =>
    SECOND_WORDS.map((second, column) => ordinary(`${first} ${second}`, row * SECOND_WORDS.length + column)),
  )
}

function ordinary(name: string, index: number): DemoCompany {
  const place = PLACES[index % PLACES.length] ?? PLACES[0]
  const { currencyCode } = place
  const key = name.toLowerCase().replace(' ', '-')
  const platform = line('platform', 'platform', currencyCode, String(1 + (index % 9)))
  const number = (serial: number): string =>
    `${key.replaceAll('-', '').toUpperCase().slice(0, 8)}-${String(serial).padStart(4, '0')}`
  const contractKey = `${key}-c1`
  const subscriptionKey = `${key}-s1`
  const invoices = [3, 2, 1].map((monthsAgo, serial) =>
    invoice({
      key: `${key}-i${serial + 1}`,
      number: number(serial + 1),
      currencyCode,
      lines: [platform],
      taxPercent: place.taxPercent,
      subscriptionKey,
      contractKey,
      status: monthsAgo === 1 ? 'OPEN' : 'PAID',
      issuedInDays: -30 * monthsAgo + 5,
      dueInDays: -30 * monthsAgo + 35,
    }),
  )
  return company({
    key,
    name,
    legalName: `${name} ${place.suffix}`,
    domain: `${key}.${place.tld}`,
    currencyCode,
    legalEntityKey: place.legalEntityKey,
    taxId: { scheme: place.scheme, value: taxNumber(place.scheme, index) },
    address: {
      line1: `${index + 1} Station Road`,
      city: place.city,
      region: place.region,
      postalCode: place.postalCode,
      countryCode: place.countryCode,
    },
    contacts: [
      {
        key: `${key}-p1`,
        firstName: 'Robin',
        lastName: name.split(' ', 1)[0] ?? name,
        email: `robin@${key}.${place.tld}`,
        phone: `+1 555 01${String(index).padStart(2, '0')}`,
        title: 'Office manager',
        roles: ['PRIMARY', 'BILLING'],
      },
    ],
    contracts: [
      contract({
        key: contractKey,
        number: `0000${2000 + index}`,
        name: `${name} platform`,
        startInDays: -100 - index,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: subscriptionKey, contractKey, startedInDays: -100 - index, lines: [platform] }),
    ],
    orders: [
      {
        key: `${key}-so1`,
        number: `SO${20_000 + index}`,
        status: 'BILLED',
        contractKey,
        quoteKey: undefined,
        purchaseOrderNumber: undefined,
        orderedInDays: -101 - index,
        lines: [platform],
      },
    ],
    invoices,
    entitlements: [
      {
        key: `${key}-e1`,
        name: 'Standard support',
        contractKey,
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -100 - index,
        endInDays: 265 - index,
        unit: 'CASES',
        totalUnits: 10,
        usedUnits: index % 10,
        slaName: 'Standard',
        channels: ['EMAIL', 'WEB'],
      },
    ],
    cases: index % 3 === 0 ? [openCase(key, index)] : [],
  })
}

function openCase(key: string, index: number): DemoCompany['cases'][number] {
  return {
    key: `${key}-k1`,
    number: `CS000${2000 + index}`,
    subject: 'Cannot invite a colleague',
    description: 'The invitation mail does not arrive.',
    status: 'IN_PROGRESS',
    priority: 'NORMAL',
    severity: 'SEV3',
    escalated: false,
    channel: 'WEB',
    openedInDays: -(index % 14),
    resolvedInDays: undefined,
    contactKey: `${key}-p1`,
    productKey: 'platform',
    entitlementKey: `${key}-e1`,
    contractKey: `${key}-c1`,
  }
}

function taxNumber(scheme: (typeof PLACES)[number]['scheme'], index: number): string {
  const serial = String(100_000 + index * 37).padStart(6, '0')
  switch (scheme) {
    case 'us_ein':
      return `90-${serial}0`
    case 'eu_vat':
      return `DE900${serial}`
    case 'jp_trn':
      return `T9000000${serial}`
    case 'gb_vat':
      return `GB900${serial}`
  }
}
