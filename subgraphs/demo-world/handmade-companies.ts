import { company, contract, invoice, ledger, line, payment, subscription } from './company-builder.ts'
import type { DemoCompany } from './world.ts'

/** The companies that each show something: one in perfect order, the rest awkward on purpose. */
export function createHandmadeCompanies(): DemoCompany[] {
  return [
    acme(),
    globex(),
    initech(),
    umbrella(),
    gulfTrading(),
    islandsbanki(),
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

/** In order in all four systems: the customer of the README. */
function acme(): DemoCompany {
  const currencyCode = 'USD'
  const platform = line('platform', 'platform', currencyCode, '10')
  const analytics = line('analytics', 'analytics', currencyCode, '2')
  const support = line('support', 'premium-support', currencyCode)
  const monthly = [6, 5, 4, 3, 2, 1].map((monthsAgo, index) =>
    invoice({
      key: `acme-i${index + 1}`,
      number: `ACME-000${index + 1}`,
      currencyCode,
      lines: [platform, analytics],
      taxPercent: '8.25',
      status: 'PAID',
      issuedInDays: -30 * monthsAgo,
      dueInDays: -30 * monthsAgo + 30,
      subscriptionKey: 'acme-s1',
      contractKey: 'acme-c2',
    }),
  )
  return company({
    key: 'acme',
    name: 'Acme Industries',
    legalName: 'Acme Industries, Inc.',
    domain: 'acme-industries.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '12-3456789' },
    supportTier: 'Platinum',
    creditLimit: '250000.00',
    phone: '+1 415 555 0134',
    address: {
      line1: '500 Market Street',
      city: 'San Francisco',
      region: 'CA',
      postalCode: '94105',
      countryCode: 'US',
    },
    shippingAddress: {
      line1: '2200 Harbor Bay Parkway',
      city: 'Alameda',
      region: 'CA',
      postalCode: '94502',
      countryCode: 'US',
    },
    contacts: [
      {
        key: 'acme-jane',
        firstName: 'Jane',
        lastName: 'Okafor',
        email: 'jane.okafor@acme-industries.com',
        phone: '+1 415 555 0135',
        title: 'VP Operations',
        roles: ['PRIMARY', 'SIGNATORY'],
      },
      {
        key: 'acme-luis',
        firstName: 'Luis',
        lastName: 'Herrera',
        email: 'ap@acme-industries.com',
        phone: '+1 415 555 0136',
        title: 'Accounts Payable',
        roles: ['BILLING'],
      },
      {
        key: 'acme-mei',
        firstName: 'Mei',
        lastName: 'Tanaka',
        email: 'mei.tanaka@acme-industries.com',
        phone: '+1 415 555 0137',
        title: 'Platform Engineer',
        roles: ['TECHNICAL', 'SUPPORT'],
      },
    ],
    opportunities: [
      {
        key: 'acme-o1',
        name: 'Acme: platform renewal',
        stage: 'Closed Won',
        closeInDays: -190,
        lines: [platform, analytics, support],
        quoteKey: 'acme-q1',
        contractKey: 'acme-c2',
      },
      {
        key: 'acme-o2',
        name: 'Acme: analytics for the Alameda plant',
        stage: 'Proposal/Price Quote',
        closeInDays: 35,
        lines: [line('more', 'analytics', currencyCode, '6')],
        quoteKey: undefined,
        contractKey: undefined,
      },
    ],
    quotes: [
      {
        key: 'acme-q1',
        number: 'Q-00101',
        status: 'ACCEPTED',
        expiresInDays: -180,
        opportunityKey: 'acme-o1',
        purchaseOrderNumber: 'PO-77120',
        lines: [platform, analytics, support],
      },
    ],
    contracts: [
      contract({
        key: 'acme-c1',
        number: '00000101',
        name: 'Acme platform 2025',
        status: 'EXPIRED',
        startInDays: -550,
        lines: [platform],
      }),
      contract({
        key: 'acme-c2',
        number: '00000102',
        name: 'Acme platform 2026',
        startInDays: -185,
        lines: [platform, analytics, support],
        renewedFromKey: 'acme-c1',
      }),
    ],
    subscriptions: [
      subscription({
        key: 'acme-s1',
        contractKey: 'acme-c2',
        startedInDays: -185,
        lines: [platform, analytics],
      }),
      subscription({
        key: 'acme-s2',
        contractKey: 'acme-c2',
        startedInDays: -185,
        periodStartedInDays: -185,
        interval: 'year',
        lines: [support],
      }),
    ],
    orders: [
      {
        key: 'acme-so1',
        number: 'SO10101',
        status: 'BILLED',
        contractKey: 'acme-c2',
        quoteKey: 'acme-q1',
        purchaseOrderNumber: 'PO-77120',
        orderedInDays: -186,
        lines: [platform, analytics, support],
      },
    ],
    invoices: [
      ...monthly,
      invoice({
        key: 'acme-i7',
        number: 'ACME-0007',
        currencyCode,
        lines: [support],
        taxPercent: '8.25',
        status: 'OPEN',
        issuedInDays: -10,
        dueInDays: 20,
        subscriptionKey: 'acme-s2',
        contractKey: 'acme-c2',
        amountPaid: '3000.00',
        payments: [payment({ key: 'acme-i7-p1', amount: '3000.00', receivedInDays: -2, applied: false })],
        ledger: ledger({ number: 'INV0007', postedInDays: -9, orderKey: 'acme-so1' }),
      }),
    ],
    entitlements: [
      {
        key: 'acme-e1',
        name: 'Platinum support, unlimited',
        contractKey: 'acme-c2',
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -185,
        endInDays: 180,
        unit: 'UNLIMITED',
        totalUnits: undefined,
        usedUnits: 0,
        slaName: 'Platinum 24x7',
        channels: ['EMAIL', 'PHONE', 'CHAT', 'WEB'],
      },
      {
        key: 'acme-e2',
        name: 'Enhancement hours',
        contractKey: 'acme-c2',
        productKey: 'analytics',
        status: 'ACTIVE',
        startInDays: -185,
        endInDays: 180,
        unit: 'HOURS',
        totalUnits: 40,
        usedUnits: 12,
        slaName: 'Business hours',
        channels: ['EMAIL', 'WEB'],
      },
    ],
    cases: [
      {
        key: 'acme-k1',
        number: 'CS0001001',
        subject: 'Exports are slow after the update',
        description: 'CSV exports of more than 10,000 rows take over a minute.',
        status: 'IN_PROGRESS',
        priority: 'NORMAL',
        severity: 'SEV3',
        escalated: false,
        channel: 'WEB',
        openedInDays: -4,
        resolvedInDays: undefined,
        contactKey: 'acme-mei',
        productKey: 'platform',
        entitlementKey: 'acme-e1',
        contractKey: 'acme-c2',
      },
      {
        key: 'acme-k2',
        number: 'CS0001002',
        subject: 'Question about audit log retention',
        description: 'How long are entries kept?',
        status: 'CLOSED',
        priority: 'LOW',
        severity: 'SEV4',
        escalated: false,
        channel: 'EMAIL',
        openedInDays: -60,
        resolvedInDays: -58,
        contactKey: 'acme-jane',
        productKey: 'analytics',
        entitlementKey: 'acme-e1',
        contractKey: 'acme-c2',
      },
    ],
  })
}

/** Overdue for weeks, on credit hold, a failed card, and a severity-1 case that waits for an answer. */
function globex(): DemoCompany {
  const currencyCode = 'EUR'
  const platform = line('platform', 'platform', currencyCode, '25')
  return company({
    key: 'globex',
    name: 'Globex',
    legalName: 'Globex GmbH',
    domain: 'globex.de',
    currencyCode,
    legalEntityKey: 'de',
    taxId: { scheme: 'eu_vat', value: 'DE812345678' },
    supportTier: 'Premium',
    creditLimit: '50000.00',
    creditHold: true,
    accountOwner: 'Jonas Weber',
    phone: '+49 30 5550 140',
    address: {
      line1: 'Friedrichstraße 95',
      city: 'Berlin',
      region: undefined,
      postalCode: '10117',
      countryCode: 'DE',
    },
    contacts: [
      {
        key: 'globex-anna',
        firstName: 'Anna',
        lastName: 'Vogel',
        email: 'a.vogel@globex.de',
        phone: '+49 30 5550 141',
        title: 'IT-Leiterin',
        roles: ['PRIMARY', 'TECHNICAL'],
      },
    ],
    contracts: [
      contract({
        key: 'globex-c1',
        number: '00000201',
        name: 'Globex platform',
        startInDays: -200,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({
        key: 'globex-s1',
        contractKey: 'globex-c1',
        status: 'PAST_DUE',
        startedInDays: -200,
        collectionMethod: 'CHARGE_AUTOMATICALLY',
        lines: [platform],
      }),
    ],
    invoices: [
      invoice({
        key: 'globex-i1',
        number: 'GLOBEX-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '19',
        status: 'PAID',
        issuedInDays: -105,
        dueInDays: -75,
        subscriptionKey: 'globex-s1',
        contractKey: 'globex-c1',
      }),
      invoice({
        key: 'globex-i2',
        number: 'GLOBEX-0002',
        currencyCode,
        lines: [platform],
        taxPercent: '19',
        status: 'OPEN',
        issuedInDays: -75,
        dueInDays: -45,
        subscriptionKey: 'globex-s1',
        contractKey: 'globex-c1',
        payments: [
          payment({
            key: 'globex-i2-p1',
            amount: '32725.00',
            receivedInDays: -44,
            status: 'FAILED',
            method: 'CARD',
            failureCode: 'insufficient_funds',
            attempt: 3,
            nextAttemptInDays: 2,
            applied: false,
          }),
        ],
      }),
      invoice({
        key: 'globex-i3',
        number: 'GLOBEX-0003',
        currencyCode,
        lines: [platform],
        taxPercent: '19',
        status: 'OPEN',
        issuedInDays: -45,
        dueInDays: -15,
        subscriptionKey: 'globex-s1',
        contractKey: 'globex-c1',
      }),
    ],
    entitlements: [
      {
        key: 'globex-e1',
        name: 'Premium support',
        contractKey: 'globex-c1',
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -200,
        endInDays: 165,
        unit: 'CASES',
        totalUnits: 12,
        usedUnits: 7,
        slaName: 'Premium 8x5',
        channels: ['EMAIL', 'PHONE', 'WEB'],
      },
    ],
    cases: [
      {
        key: 'globex-k1',
        number: 'CS0001010',
        subject: 'Platform unreachable from all sites',
        description: 'Since 06:40 no site can sign in. Production stands still.',
        status: 'NEW',
        priority: 'URGENT',
        severity: 'SEV1',
        escalated: true,
        channel: 'PHONE',
        openedInDays: -1,
        resolvedInDays: undefined,
        contactKey: 'globex-anna',
        productKey: 'platform',
        entitlementKey: 'globex-e1',
        contractKey: 'globex-c1',
      },
    ],
  })
}

/** Twice in the CRM: the other systems' records could mean either account, so a person has to say. */
function initech(): DemoCompany {
  return company({
    key: 'initech',
    name: 'Initech',
    domain: 'initech.com',
    currencyCode: 'USD',
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '98-7654321' },
    address: {
      line1: '4120 Freidrich Lane',
      city: 'Austin',
      region: 'TX',
      postalCode: '78744',
      countryCode: 'US',
    },
    presence: {
      CRM: { names: [], hasTaxId: false, duplicates: [{ key: 'initech-2', name: 'Initech' }] },
      BILLING: { names: [], hasTaxId: false },
      SUPPORT: { names: [] },
      ERP: { names: [] },
    },
  })
}

/** A currency without decimals. */
function umbrella(): DemoCompany {
  const currencyCode = 'JPY'
  const platform = line('platform', 'platform', currencyCode, '4')
  return company({
    key: 'umbrella',
    name: 'Umbrella Pharma',
    legalName: 'Umbrella Pharma K.K.',
    domain: 'umbrella-pharma.jp',
    currencyCode,
    legalEntityKey: 'jp',
    taxId: { scheme: 'jp_trn', value: 'T9876543210987' },
    supportTier: 'Premium',
    accountOwner: 'Haruka Sato',
    address: {
      line1: '1-9-1 Marunouchi',
      city: 'Chiyoda-ku',
      region: 'Tokyo',
      postalCode: '100-0005',
      countryCode: 'JP',
    },
    contracts: [
      contract({
        key: 'umbrella-c1',
        number: '00000301',
        name: 'Umbrella platform',
        startInDays: -100,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({
        key: 'umbrella-s1',
        contractKey: 'umbrella-c1',
        startedInDays: -100,
        lines: [platform],
      }),
    ],
    invoices: [
      invoice({
        key: 'umbrella-i1',
        number: 'UMBR-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '10',
        status: 'PAID',
        issuedInDays: -40,
        dueInDays: -10,
        subscriptionKey: 'umbrella-s1',
        contractKey: 'umbrella-c1',
      }),
      invoice({
        key: 'umbrella-i2',
        number: 'UMBR-0002',
        currencyCode,
        lines: [platform],
        taxPercent: '10',
        status: 'OPEN',
        issuedInDays: -10,
        dueInDays: 20,
        subscriptionKey: 'umbrella-s1',
        contractKey: 'umbrella-c1',
      }),
    ],
    entitlements: [
      {
        key: 'umbrella-e1',
        name: 'Premium support',
        contractKey: 'umbrella-c1',
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -100,
        endInDays: 265,
        unit: 'CASES',
        totalUnits: 20,
        usedUnits: 3,
        slaName: 'Premium 8x5',
        channels: ['EMAIL', 'WEB'],
      },
    ],
  })
}

/** A currency with three decimals. */
function gulfTrading(): DemoCompany {
  const currencyCode = 'KWD'
  const platform = line('platform', 'platform', currencyCode, '3')
  return company({
    key: 'gulf-trading',
    name: 'Gulf Trading',
    legalName: 'Gulf Trading Company W.L.L.',
    domain: 'gulftrading.com.kw',
    currencyCode,
    legalEntityKey: 'de',
    taxId: { scheme: 'eu_vat', value: 'KW00112233' },
    address: {
      line1: 'Ahmad Al Jaber Street',
      city: 'Kuwait City',
      region: undefined,
      postalCode: '13001',
      countryCode: 'KW',
    },
    contracts: [
      contract({
        key: 'gulf-c1',
        number: '00000401',
        name: 'Gulf platform',
        startInDays: -70,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: 'gulf-s1', contractKey: 'gulf-c1', startedInDays: -70, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'gulf-i1',
        number: 'GULF-0001',
        currencyCode,
        lines: [platform],
        status: 'OPEN',
        issuedInDays: -20,
        dueInDays: 10,
        subscriptionKey: 'gulf-s1',
        contractKey: 'gulf-c1',
        ledger: ledger({ number: 'INV4001', postedInDays: -19, exchangeRate: '3.0125' }),
      }),
    ],
  })
}

/** Icelandic króna: no decimals by ISO 4217, two in Stripe's API. */
function islandsbanki(): DemoCompany {
  const currencyCode = 'ISK'
  const platform = line('platform', 'platform', currencyCode, '2')
  return company({
    key: 'nordurljos',
    name: 'Norðurljós',
    legalName: 'Norðurljós ehf.',
    domain: 'nordurljos.is',
    currencyCode,
    legalEntityKey: 'de',
    taxId: { scheme: 'is_vat', value: 'IS123456' },
    address: {
      line1: 'Borgartún 26',
      city: 'Reykjavík',
      region: undefined,
      postalCode: '105',
      countryCode: 'IS',
    },
    contracts: [
      contract({
        key: 'nordur-c1',
        number: '00000501',
        name: 'Norðurljós platform',
        startInDays: -90,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: 'nordur-s1', contractKey: 'nordur-c1', startedInDays: -90, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'nordur-i1',
        number: 'NORD-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '24',
        status: 'OPEN',
        issuedInDays: -12,
        dueInDays: 18,
        subscriptionKey: 'nordur-s1',
        contractKey: 'nordur-c1',
      }),
    ],
  })
}

/** Billed, but nobody made the customer in the ERP. */
function hooli(): DemoCompany {
  const currencyCode = 'USD'
  const platform = line('platform', 'platform', currencyCode, '40')
  return company({
    key: 'hooli',
    name: 'Hooli',
    legalName: 'Hooli Corporation',
    domain: 'hooli.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '45-1112223' },
    address: {
      line1: '1 Hooli Way',
      city: 'Mountain View',
      region: 'CA',
      postalCode: '94043',
      countryCode: 'US',
    },
    presence: { CRM: { names: [] }, BILLING: { names: ['CRM'] }, SUPPORT: { names: ['CRM'] } },
    contracts: [
      contract({
        key: 'hooli-c1',
        number: '00000601',
        name: 'Hooli platform',
        startInDays: -33,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: 'hooli-s1', contractKey: 'hooli-c1', startedInDays: -33, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'hooli-i1',
        number: 'HOOLI-0001',
        currencyCode,
        lines: [platform],
        status: 'OPEN',
        issuedInDays: -33,
        dueInDays: -3,
        subscriptionKey: 'hooli-s1',
        contractKey: 'hooli-c1',
        ledger: undefined,
      }),
    ],
  })
}

/** An old invoice in a closed period, credited in part, and one whose ledger total differs by a rounding that nobody explained. */
function stark(): DemoCompany {
  const currencyCode = 'USD'
  const platform = line('platform', 'platform', currencyCode, '15')
  return company({
    key: 'stark',
    name: 'Stark Manufacturing',
    legalName: 'Stark Manufacturing LLC',
    domain: 'starkmfg.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '31-4445556' },
    creditLimit: '100000.00',
    address: {
      line1: '200 Park Avenue',
      city: 'New York',
      region: 'NY',
      postalCode: '10166',
      countryCode: 'US',
    },
    contracts: [
      contract({
        key: 'stark-c1',
        number: '00000701',
        name: 'Stark platform',
        startInDays: -240,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: 'stark-s1', contractKey: 'stark-c1', startedInDays: -240, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'stark-i1',
        number: 'STARK-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '8.875',
        status: 'OPEN',
        issuedInDays: -150,
        dueInDays: -120,
        amountPaid: '10000.00',
        payments: [payment({ key: 'stark-i1-p1', amount: '10000.00', receivedInDays: -118 })],
        subscriptionKey: 'stark-s1',
        contractKey: 'stark-c1',
        ledger: ledger({
          number: 'INV7001',
          postedInDays: -149,
          creditNote: { key: 'stark-cn1', number: 'CM7001', amount: '1200.00', reason: 'Seat billed twice' },
        }),
      }),
      invoice({
        key: 'stark-i2',
        number: 'STARK-0002',
        currencyCode,
        lines: [platform],
        taxPercent: '8.875',
        status: 'OPEN',
        issuedInDays: -25,
        dueInDays: 5,
        subscriptionKey: 'stark-s1',
        contractKey: 'stark-c1',
        ledger: ledger({ number: 'INV7002', postedInDays: -24, total: '19597.00' }),
      }),
    ],
  })
}

/** The contract ends in 40 days: inside its notice window. */
function wayne(): DemoCompany {
  const currencyCode = 'GBP'
  const platform = line('platform', 'platform', currencyCode, '30')
  return company({
    key: 'wayne',
    name: 'Wayne Shipping',
    legalName: 'Wayne Shipping Ltd',
    domain: 'wayneshipping.co.uk',
    currencyCode,
    legalEntityKey: 'de',
    taxId: { scheme: 'gb_vat', value: 'GB123456789' },
    supportTier: 'Premium',
    address: {
      line1: '30 St Mary Axe',
      city: 'London',
      region: undefined,
      postalCode: 'EC3A 8BF',
      countryCode: 'GB',
    },
    contracts: [
      contract({
        key: 'wayne-c1',
        number: '00000801',
        name: 'Wayne platform',
        startInDays: -325,
        lines: [platform],
        noticeDays: 90,
      }),
    ],
    subscriptions: [
      subscription({ key: 'wayne-s1', contractKey: 'wayne-c1', startedInDays: -325, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'wayne-i1',
        number: 'WAYNE-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '20',
        status: 'PAID',
        issuedInDays: -55,
        dueInDays: -25,
        subscriptionKey: 'wayne-s1',
        contractKey: 'wayne-c1',
      }),
    ],
    entitlements: [
      {
        key: 'wayne-e1',
        name: 'Premium support',
        contractKey: 'wayne-c1',
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -325,
        endInDays: 40,
        unit: 'CASES',
        totalUnits: 10,
        usedUnits: 10,
        slaName: 'Premium 8x5',
        channels: ['EMAIL', 'PHONE'],
      },
    ],
  })
}

/** Pays for support, but support knows of no entitlement. */
function wonka(): DemoCompany {
  const currencyCode = 'USD'
  const lines = [
    line('platform', 'platform', currencyCode, '8'),
    line('support', 'premium-support', currencyCode),
  ]
  return company({
    key: 'wonka',
    name: 'Wonka Foods',
    legalName: 'Wonka Foods Inc.',
    domain: 'wonkafoods.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '61-7778889' },
    address: {
      line1: '900 Cocoa Avenue',
      city: 'Hershey',
      region: 'PA',
      postalCode: '17033',
      countryCode: 'US',
    },
    contracts: [
      contract({
        key: 'wonka-c1',
        number: '00000901',
        name: 'Wonka platform and support',
        startInDays: -20,
        lines,
      }),
    ],
    subscriptions: [
      subscription({
        key: 'wonka-s1',
        contractKey: 'wonka-c1',
        startedInDays: -20,
        lines: lines.slice(0, 1),
      }),
    ],
    cases: [
      {
        key: 'wonka-k1',
        number: 'CS0001020',
        subject: 'Who do we call at night?',
        description: 'We bought premium support and cannot find the number.',
        status: 'NEW',
        priority: 'HIGH',
        severity: 'SEV2',
        escalated: false,
        channel: 'EMAIL',
        openedInDays: -2,
        resolvedInDays: undefined,
        contactKey: undefined,
        productKey: 'platform',
        entitlementKey: undefined,
        contractKey: undefined,
      },
    ],
  })
}

/** Gone, with the subscription cancelled, but still entitled in support. */
function soylent(): DemoCompany {
  const currencyCode = 'USD'
  const platform = line('platform', 'platform', currencyCode, '3')
  return company({
    key: 'soylent',
    name: 'Soylent Nutrition',
    legalName: 'Soylent Nutrition Corp.',
    domain: 'soylent-nutrition.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '77-1231231' },
    status: 'CHURNED',
    address: {
      line1: '777 South Figueroa',
      city: 'Los Angeles',
      region: 'CA',
      postalCode: '90017',
      countryCode: 'US',
    },
    contracts: [
      contract({
        key: 'soylent-c1',
        number: '00001001',
        name: 'Soylent platform',
        status: 'TERMINATED',
        startInDays: -500,
        lines: [platform],
        autoRenew: false,
      }),
    ],
    subscriptions: [
      subscription({
        key: 'soylent-s1',
        contractKey: 'soylent-c1',
        status: 'CANCELLED',
        startedInDays: -500,
        periodStartedInDays: -165,
        lines: [platform],
      }),
    ],
    invoices: [
      invoice({
        key: 'soylent-i1',
        number: 'SOYL-0001',
        currencyCode,
        lines: [platform],
        status: 'UNCOLLECTIBLE',
        issuedInDays: -170,
        dueInDays: -140,
        subscriptionKey: 'soylent-s1',
        contractKey: 'soylent-c1',
      }),
    ],
    entitlements: [
      {
        key: 'soylent-e1',
        name: 'Standard support',
        contractKey: undefined,
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -500,
        endInDays: undefined,
        unit: 'CASES',
        totalUnits: 5,
        usedUnits: 1,
        slaName: 'Standard',
        channels: ['EMAIL'],
      },
    ],
  })
}

/** A parent company with one child. */
function massive(): DemoCompany {
  return company({
    key: 'massive',
    name: 'Massive Dynamic',
    legalName: 'Massive Dynamic, Inc.',
    domain: 'massivedynamic.com',
    currencyCode: 'USD',
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '22-9990001' },
    address: {
      line1: '650 Fifth Avenue',
      city: 'New York',
      region: 'NY',
      postalCode: '10019',
      countryCode: 'US',
    },
  })
}

function massiveUk(): DemoCompany {
  return company({
    key: 'massive-uk',
    name: 'Massive Dynamic UK',
    legalName: 'Massive Dynamic (UK) Limited',
    domain: 'massivedynamic.co.uk',
    currencyCode: 'GBP',
    legalEntityKey: 'de',
    taxId: { scheme: 'gb_vat', value: 'GB987654321' },
    parentKey: 'massive',
    address: {
      line1: '1 Canada Square',
      city: 'London',
      region: undefined,
      postalCode: 'E14 5AB',
      countryCode: 'GB',
    },
  })
}

/** A deal just won: in the CRM alone, waiting to become a customer everywhere. */
function piedPiper(): DemoCompany {
  const currencyCode = 'USD'
  const lines = [
    line('platform', 'platform', currencyCode, '5'),
    line('onboarding', 'onboarding', currencyCode),
  ]
  return company({
    key: 'pied-piper',
    name: 'Pied Piper',
    legalName: 'Pied Piper, Inc.',
    domain: 'piedpiper.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '83-0202020' },
    status: 'PROSPECT',
    address: {
      line1: '5230 Newell Road',
      city: 'Palo Alto',
      region: 'CA',
      postalCode: '94303',
      countryCode: 'US',
    },
    presence: { CRM: { names: [] } },
    contacts: [
      {
        key: 'pied-monica',
        firstName: 'Monica',
        lastName: 'Hall',
        email: 'monica@piedpiper.com',
        phone: '+1 650 555 0171',
        title: 'COO',
        roles: ['PRIMARY', 'BILLING', 'SIGNATORY'],
      },
    ],
    opportunities: [
      {
        key: 'pied-o1',
        name: 'Pied Piper: platform',
        stage: 'Closed Won',
        closeInDays: -1,
        lines,
        quoteKey: 'pied-q1',
        contractKey: 'pied-c1',
      },
    ],
    quotes: [
      {
        key: 'pied-q1',
        number: 'Q-00140',
        status: 'ACCEPTED',
        expiresInDays: 29,
        opportunityKey: 'pied-o1',
        purchaseOrderNumber: 'PP-2026-001',
        lines,
      },
    ],
    contracts: [
      contract({
        key: 'pied-c1',
        number: '00001101',
        name: 'Pied Piper platform',
        status: 'DRAFT',
        startInDays: 7,
        lines,
      }),
    ],
  })
}

/** No system names another's record: the tax number is what joins them. */
function cyberdyne(): DemoCompany {
  return company({
    key: 'cyberdyne',
    name: 'Cyberdyne Systems',
    legalName: 'Cyberdyne Systems Corporation',
    domain: 'cyberdyne.com',
    currencyCode: 'USD',
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '55-8889991' },
    address: {
      line1: '18144 El Camino Real',
      city: 'Sunnyvale',
      region: 'CA',
      postalCode: '94087',
      countryCode: 'US',
    },
    presence: {
      CRM: { names: [] },
      BILLING: { names: [], name: 'Cyberdyne Sys. Corp', hasDomain: false },
      SUPPORT: { names: ['CRM'] },
      ERP: { names: [], name: 'CYBERDYNE SYSTEMS CORPORATION' },
    },
  })
}

/** Neither names nor tax numbers: web domain and name together join the records. */
function tyrell(): DemoCompany {
  return company({
    key: 'tyrell',
    name: 'Tyrell Biotech',
    legalName: 'Tyrell Biotech',
    domain: 'tyrell.bio',
    currencyCode: 'AUD',
    legalEntityKey: 'jp',
    taxId: { scheme: 'au_abn', value: '51824753556' },
    address: {
      line1: '88 Collins Street',
      city: 'Melbourne',
      region: 'VIC',
      postalCode: '3000',
      countryCode: 'AU',
    },
    presence: {
      CRM: { names: [], hasTaxId: false },
      BILLING: { names: [], hasTaxId: false },
      SUPPORT: { names: [] },
      ERP: { names: [], hasTaxId: false, name: 'TYRELL BIOTECH' },
    },
  })
}
