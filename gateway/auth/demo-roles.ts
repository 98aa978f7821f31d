/** Who may try the demo: a role, and what its tokens say. */
export const DEMO_ROLES = {
  agent: {
    meaning: 'a support agent: the whole context of every customer, and its cases',
    scopes: [
      'customer.address:read',
      'customer.contact:read',
      'contract:read',
      'invoice:read',
      'payment:read',
      'finance:read',
      'case.text:read',
      'case:write',
    ],
    customers: undefined,
  },
  finance: {
    meaning: 'accounts receivable: every amount, approvals, no texts of cases',
    scopes: [
      'customer.address:read',
      'customer.contact:read',
      'contract:read',
      'invoice:read',
      'payment:read',
      'finance:read',
      'process:read',
      'process:approve',
    ],
    customers: undefined,
  },
  ops: {
    meaning: 'an operator of integrations: everything',
    scopes: [
      'customer.address:read',
      'customer.contact:read',
      'customer:write',
      'contract:read',
      'invoice:read',
      'payment:read',
      'finance:read',
      'case.text:read',
      'case:write',
      'process:read',
      'process:write',
      'process:approve',
      'ops:read',
      'ops:write',
      'ops:payload:read',
    ],
    customers: undefined,
  },
  portal: {
    meaning: 'a user of the customer portal: one customer',
    scopes: [
      'customer.address:read',
      'customer.contact:read',
      'contract:read',
      'invoice:read',
      'payment:read',
      'case.text:read',
      'case:write',
    ],
    customers: ['Acme Industries'],
  },
  partner: {
    meaning: 'a partner with an API of its own: the customers it looks after',
    scopes: ['customer.contact:read', 'contract:read', 'invoice:read', 'case.text:read', 'case:write'],
    customers: ['Acme Industries', 'Globex'],
    isClient: true,
  },
} as const satisfies Record<string, DemoRole>

export interface DemoRole {
  meaning: string
  scopes: readonly string[]
  /** Names of the customers that it is limited to; undefined: none of it. */
  customers: readonly string[] | undefined
  /** True: a program that acts for itself; otherwise a user of an application. */
  isClient?: boolean
}

export type DemoRoleName = keyof typeof DEMO_ROLES
export const DEMO_ROLE_NAMES = Object.keys(DEMO_ROLES) as DemoRoleName[]

export function isDemoRole(text: string): text is DemoRoleName {
  return Object.hasOwn(DEMO_ROLES, text)
}
