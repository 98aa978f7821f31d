import type {
  DemoCase,
  DemoCompany,
  DemoContact,
  DemoContract,
  DemoEntitlement,
} from '#demo-world/records.ts'
import { addDays, dayOf } from '#shared/clock.ts'
import { salesforceId, serviceNowSysId } from '#demo-world/native-ids.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { CREDENTIALS } from './auth.ts'
import { blankRow, type Instance, type InstanceRow, stamp } from './state.ts'

const sysId = serviceNowSysId

/** Writes the demo world into the instance, as the trading company's own people would have. */
export function seedWorld(instance: Instance, world: DemoWorld): void {
  const seed = createSeed(instance, world)
  for (const product of world.products) {
    seed.add('cmdb_model', product.key, {
      name: product.name,
      display_name: product.name,
      model_number: product.sku,
    })
  }
  seedCharacteristics(seed)
  seed.add('sys_user', CREDENTIALS.username, {
    user_name: CREDENTIALS.username,
    first_name: 'Weft',
    last_name: 'Integration',
    name: 'Weft Integration',
    active: 'true',
  })
  for (const name of ['Customer Support', 'Billing Support'])
    seed.add('sys_user_group', name, { name, active: 'true' })
  for (const company of world.companies) seedCompany(seed, company)
}

interface Seed {
  add(table: string, key: string, cells: InstanceRow, updatedInDays?: number): void
  day(inDays: number): string
  /** Nine in the morning, so that things of one day have an order; today's began at midnight. */
  time(inDays: number, hours?: number): string
  now: Date
}

function createSeed(instance: Instance, { today }: DemoWorld): Seed {
  return {
    now: today,
    day: (inDays) => dayOf(addDays(today, inDays)),
    time: (inDays, hours = 0) =>
      stamp(new Date(addDays(today, inDays).getTime() + (inDays < 0 ? 9 + hours : hours) * 3_600_000)),
    add(name, key, cells, updatedInDays = -30) {
      const table = instance.tables.get(name)
      if (!table) throw new Error(`no table ${name}`)
      const id = sysId(name, key)
      const at = stamp(addDays(today, updatedInDays))
      table.rows.set(id, {
        ...blankRow(instance, table),
        sys_id: id,
        sys_class_name: name,
        sys_created_by: 'admin',
        sys_created_on: at,
        sys_updated_by: 'admin',
        sys_updated_on: at,
        sys_mod_count: '0',
        ...cells,
      })
    },
  }
}

/** What the company sells support by: kinds of unit, channels, service levels, hours. */
function seedCharacteristics(seed: Seed): void {
  for (const [name, inputType] of [
    ['Cases', 'number'],
    ['Hours', 'number'],
    ['Channel', 'choice'],
    ['SLA', 'text'],
    ['Support hours', 'text'],
  ] as const) {
    seed.add('sn_prd_pm_characteristic', name, { name, input_type: inputType })
  }
  for (const name of ['Email', 'Phone', 'Chat', 'Web']) {
    seed.add('sn_prd_pm_characteristic_option', name, {
      name,
      characteristic: sysId('sn_prd_pm_characteristic', 'Channel'),
    })
  }
  for (const [key, cells] of Object.entries(SLA_DEFINITIONS)) seed.add('contract_sla', key, cells)
}

const SLA_DEFINITIONS = {
  response: { name: 'First response', type: 'SLA', target: 'response', duration: '1970-01-01 04:00:00' },
  'urgent-response': {
    name: 'First response, urgent',
    type: 'SLA',
    target: 'response',
    duration: '1970-01-01 01:00:00',
  },
  resolution: { name: 'Resolution', type: 'SLA', target: 'resolution', duration: '1970-01-06 00:00:00' },
}

function seedCompany(seed: Seed, company: DemoCompany): void {
  const presence = company.presence.SUPPORT
  if (!presence) return
  const namesCrm = presence.names.includes('CRM')
  seedAccount(seed, company, {
    key: company.key,
    name: presence.name ?? company.name,
    crmAccountId: namesCrm ? salesforceId('001', company.key) : '',
  })
  for (const duplicate of presence.duplicates ?? [])
    seedAccount(seed, company, { ...duplicate, crmAccountId: '' })
  for (const contact of company.contacts) seedContact(seed, company, contact, namesCrm)
  for (const contract of company.contracts) seedContract(seed, company, contract, namesCrm)
  for (const entitlement of company.entitlements) seedEntitlement(seed, company, entitlement)
  for (const demoCase of company.cases) seedCase(seed, company, demoCase)
}

function seedAccount(
  seed: Seed,
  { domain, phone, address, supportTier, parentKey, taxId, presence }: DemoCompany,
  { key, name, crmAccountId }: { key: string; name: string; crmAccountId: string },
): void {
  seed.add('customer_account', key, {
    number: `ACCT${sysIdNumber('customer_account', key)}`,
    name,
    website: presence.SUPPORT?.hasDomain === false ? '' : `https://www.${domain}`,
    phone,
    street: address.line1,
    city: address.city,
    state: address.region ?? '',
    zip: address.postalCode,
    country: address.countryCode,
    customer: 'true',
    partner: 'false',
    rank_tier: supportTier === 'Platinum' ? 'strategic' : 'valued',
    account_parent: parentKey === undefined ? '' : sysId('customer_account', parentKey),
    u_support_tier: supportTier,
    u_crm_account_id: crmAccountId,
    u_tax_id: presence.SUPPORT?.hasTaxId === false ? '' : taxId.value,
  })
}

function seedContact(seed: Seed, company: DemoCompany, contact: DemoContact, namesCrm: boolean): void {
  seed.add('customer_contact', contact.key, {
    first_name: contact.firstName,
    last_name: contact.lastName,
    name: `${contact.firstName} ${contact.lastName}`,
    email: contact.email,
    phone: contact.phone,
    title: contact.title,
    active: 'true',
    account: sysId('customer_account', company.key),
    u_crm_contact_id: namesCrm ? salesforceId('003', contact.key) : '',
  })
}

const CONTRACT_STATES = {
  DRAFT: 'draft',
  IN_APPROVAL: 'draft',
  ACTIVATED: 'active',
  EXPIRED: 'expired',
  TERMINATED: 'cancelled',
} as const

function seedContract(seed: Seed, company: DemoCompany, contract: DemoContract, namesCrm: boolean): void {
  seed.add('sn_pss_core_service_contract', contract.key, {
    number: `CNTR${contract.number.slice(-7)}`,
    short_description: contract.name,
    vendor_contract: contract.number,
    account: sysId('customer_account', company.key),
    state: CONTRACT_STATES[contract.status],
    starts: seed.day(contract.startInDays),
    ends: seed.day(contract.startInDays + Math.round(contract.termMonths * 30.4375)),
    u_crm_contract_id: namesCrm ? salesforceId('800', contract.key) : '',
  })
}

const ENTITLEMENT_STATES = {
  ACTIVE: 'active',
  EXPIRED: 'expired',
  SUSPENDED: 'suspended',
  PENDING: 'draft',
} as const

function seedEntitlement(seed: Seed, company: DemoCompany, entitlement: DemoEntitlement): void {
  const { key } = entitlement
  seed.add('service_entitlement', key, {
    entitlement_name: entitlement.name,
    account: sysId('customer_account', company.key),
    contract:
      entitlement.contractKey === undefined
        ? ''
        : sysId('sn_pss_core_service_contract', entitlement.contractKey),
    product: entitlement.productKey === undefined ? '' : sysId('cmdb_model', entitlement.productKey),
    state: ENTITLEMENT_STATES[entitlement.status],
    start_date: seed.day(entitlement.startInDays),
    end_date: entitlement.endInDays === undefined ? '' : seed.day(entitlement.endInDays),
  })
  const cover = (name: string, part: string, cells: InstanceRow): void =>
    seed.add('sn_pss_core_entitlement_characteristic', `${key}/${part}`, {
      entitlement: sysId('service_entitlement', key),
      characteristic: sysId('sn_prd_pm_characteristic', name),
      type: 'coverage',
      ...cells,
    })
  cover('SLA', 'sla', { value: entitlement.slaName })
  cover('Support hours', 'support-hours', {
    value: entitlement.slaName.includes('24x7') ? '24 x 7' : '8 x 5 weekdays',
  })
  for (const channel of entitlement.channels) {
    const option = channel.slice(0, 1) + channel.slice(1).toLowerCase()
    cover('Channel', channel, { characteristic_option: sysId('sn_prd_pm_characteristic_option', option) })
  }
  if (entitlement.unit !== 'UNLIMITED') seedUnits(seed, entitlement, cover)
}

function seedUnits(
  seed: Seed,
  { key, unit, totalUnits, usedUnits, startInDays, endInDays }: DemoEntitlement,
  cover: (name: string, part: string, cells: InstanceRow) => void,
): void {
  const total = String(totalUnits ?? 0)
  cover(unit === 'CASES' ? 'Cases' : 'Hours', 'units', { value: total, type: 'coverage_and_usage' })
  seed.add('sn_pss_core_entitlement_usage', key, {
    entitlement: sysId('service_entitlement', key),
    entitlement_characteristic: sysId('sn_pss_core_entitlement_characteristic', `${key}/units`),
    period_start: seed.day(startInDays),
    period_end: endInDays === undefined ? '' : seed.day(endInDays),
    total_units: total,
    used_units: String(usedUnits),
  })
}

const CASE_STATES = {
  NEW: '1',
  IN_PROGRESS: '10',
  WAITING_ON_CUSTOMER: '18',
  RESOLVED: '6',
  CLOSED: '3',
} as const
const PRIORITIES = { URGENT: '1', HIGH: '2', NORMAL: '3', LOW: '4' } as const

function seedCase(seed: Seed, company: DemoCompany, demoCase: DemoCase): void {
  const { key, openedInDays, resolvedInDays, status } = demoCase
  const reference = (table: string, target: string | undefined): string =>
    target === undefined ? '' : sysId(table, target)
  const closedInDays = status === 'CLOSED' && resolvedInDays !== undefined ? resolvedInDays + 1 : undefined
  seed.add(
    'sn_customerservice_case',
    key,
    {
      number: demoCase.number,
      short_description: demoCase.subject,
      description: demoCase.description,
      state: CASE_STATES[status],
      active: String(status !== 'CLOSED'),
      priority: PRIORITIES[demoCase.priority],
      impact: demoCase.severity === 'SEV1' ? '1' : '3',
      urgency: demoCase.priority === 'URGENT' ? '1' : '3',
      u_severity: demoCase.severity.slice(-1),
      escalation: '0',
      active_escalation: demoCase.escalated ? sysId('sn_customerservice_escalation', key) : '',
      contact_type: demoCase.channel.toLowerCase(),
      account: sysId('customer_account', company.key),
      contact: reference('customer_contact', demoCase.contactKey),
      product: reference('cmdb_model', demoCase.productKey),
      entitlement: reference('service_entitlement', demoCase.entitlementKey),
      contract: reference('sn_pss_core_service_contract', demoCase.contractKey),
      opened_at: seed.time(openedInDays),
      resolved_at: resolvedInDays === undefined ? '' : seed.time(resolvedInDays),
      closed_at: closedInDays === undefined ? '' : seed.time(closedInDays),
      made_sla: 'true',
    },
    openedInDays,
  )
  if (demoCase.escalated) seedEscalation(seed, demoCase)
  if (demoCase.entitlementKey !== undefined) seedClocks(seed, demoCase)
}

function seedEscalation(seed: Seed, { key, openedInDays }: DemoCase): void {
  seed.add('sn_customerservice_escalation', key, {
    number: `ESC${sysIdNumber('sn_customerservice_escalation', key)}`,
    source_record: sysId('sn_customerservice_case', key),
    state: 'escalated',
    sys_created_on: seed.time(openedInDays, 2),
  })
}

/** First response and resolution; a case that nobody has touched answers neither. */
function seedClocks(seed: Seed, { key, status, priority, openedInDays, resolvedInDays }: DemoCase): void {
  const clock = (
    part: string,
    definition: keyof typeof SLA_DEFINITIONS,
    hours: number,
    end: string,
  ): void => {
    const due = seed.time(openedInDays, hours)
    seed.add('task_sla', `${key}/${part}`, {
      task: sysId('sn_customerservice_case', key),
      sla: sysId('contract_sla', definition),
      stage: end === '' ? 'in_progress' : 'completed',
      start_time: seed.time(openedInDays),
      planned_end_time: due,
      end_time: end,
      has_breached: String(end === '' ? due < stamp(seed.now) : end > due),
    })
  }
  const isUrgent = priority === 'URGENT'
  const answeredAt = status === 'NEW' ? '' : seed.time(openedInDays, 1)
  clock('response', isUrgent ? 'urgent-response' : 'response', isUrgent ? 1 : 4, answeredAt)
  clock('resolution', 'resolution', 120, resolvedInDays === undefined ? '' : seed.time(resolvedInDays))
}

/** Seven digits, as the platform numbers records. */
function sysIdNumber(table: string, key: string): string {
  return String(Number.parseInt(sysId(table, key).slice(0, 6), 16) % 10_000_000).padStart(7, '0')
}
