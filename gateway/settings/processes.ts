import { z } from 'zod'
import type { Setting, SettingValues } from '#shared/settings.ts'
import { commaSeparated, oneOf, PATH, TEXT, wholeNumber } from './forms.ts'

/** What events, or a day that comes, can start. */
const TRIGGERS = ['case-opened', 'payment-failed', 'opportunity-won', 'renewal-window'] as const

/** How patient runs of business processes are, what starts them, and what they may do by themselves. */
export const PROCESSES = {
  processConcurrency: {
    name: 'PROCESS_CONCURRENCY',
    meaning:
      'How many runs of business processes this process has in hand at once; 0: none, where `npm run processes` runs them.',
    ...wholeNumber(0, 1_000),
    default: '50',
  },
  processAttempts: {
    name: 'PROCESS_ATTEMPTS',
    meaning: 'How often a step of a run is tried while its system fails, before a person has to look.',
    ...wholeNumber(1, 100),
    default: '8',
  },
  processPatienceSeconds: {
    name: 'PROCESS_PATIENCE_SECONDS',
    meaning: 'For how long.',
    ...wholeNumber(1, 86_400),
    default: '900',
  },
  processPlanSeconds: {
    name: 'PROCESS_PLAN_SECONDS',
    meaning: 'How long a plan that somebody was shown can be started.',
    ...wholeNumber(10, 86_400),
    default: '900',
  },
  processSyncSeconds: {
    name: 'PROCESS_SYNC_SECONDS',
    meaning: 'How long a start with `mode: SYNC` waits for its run before it answers it as it is.',
    ...wholeNumber(1, 600),
    expected: 'a whole number from 1 to 600, less than EXECUTION_TIMEOUT_MS',
    default: '20',
  },
  processKeptDays: {
    name: 'PROCESS_KEPT_DAYS',
    meaning: 'How long runs that are over stay readable.',
    ...wholeNumber(30, 3_650),
    default: '365',
  },
  processTriggers: {
    name: 'PROCESS_TRIGGERS',
    meaning:
      'What starts by itself: `case-opened` checks what its customer is entitled to, `payment-failed` suspends that after days of grace and restores it, `opportunity-won` begins quote-to-cash, `renewal-window` begins to renew a contract when its window opens. Unset: nothing.',
    expected: `of ${TRIGGERS.join(', ')}, separated by commas`,
    schema: commaSeparated.pipe(z.array(z.enum(TRIGGERS))).transform((names) => new Set(names)),
  },
  processNotEntitled: {
    name: 'PROCESS_NOT_ENTITLED',
    meaning:
      'What becomes of an opened case whose customer is not entitled: agents are told, it waits until that has changed, or it goes to PROCESS_BILLING_GROUP. One of the worst severity never waits.',
    ...oneOf('annotate', 'hold', 'route-to-billing'),
    default: 'annotate',
  },
  processBillingGroup: {
    name: 'PROCESS_BILLING_GROUP',
    meaning: 'The group of support that such cases go to, as support names it.',
    ...TEXT,
    default: 'Billing Support',
  },
  processPaymentGraceDays: {
    name: 'PROCESS_PAYMENT_GRACE_DAYS',
    meaning: 'Days after a failed payment until what the customer is entitled to is suspended.',
    ...wholeNumber(0, 365),
    default: '14',
  },
  processRulesFile: {
    name: 'PROCESS_RULES_FILE',
    meaning:
      'The YAML file in which finance says what a deal, a renewal and a failed payment may do by themselves, for the company and for each business unit; it wins over PROCESS_NOT_ENTITLED, PROCESS_BILLING_GROUP and PROCESS_PAYMENT_GRACE_DAYS. Unset: the defaults. See subgraphs/processes/rules.md.',
    ...PATH,
  },
} satisfies Record<string, Setting>

/** How patient runs are, by the settings. */
export const processPolicyOf = (settings: SettingValues<typeof PROCESSES>) => ({
  attempts: settings.processAttempts,
  patienceMs: settings.processPatienceSeconds * 1000,
  planMs: settings.processPlanSeconds * 1000,
  syncMs: settings.processSyncSeconds * 1000,
  keptDays: settings.processKeptDays,
})

const NOT_ENTITLED = {
  annotate: 'ANNOTATE',
  hold: 'HOLD',
  'route-to-billing': 'ROUTE_TO_BILLING',
} as const

/** What processes may do by themselves, by the settings. */
export const processRulesOf = (settings: SettingValues<typeof PROCESSES>) => ({
  onNotEntitled: NOT_ENTITLED[settings.processNotEntitled],
  billingGroup: settings.processBillingGroup,
  paymentGraceDays: settings.processPaymentGraceDays,
})
