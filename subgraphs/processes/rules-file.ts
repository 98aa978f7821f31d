import { z } from 'zod'
import { readYamlFile, refuseFile } from '#shared/listed-file.ts'
import { DEFAULT_RULES, LONGEST_WINDOW_DAYS, type ProcessRules, type RulesOf } from './rules.ts'

const SETTING = 'PROCESS_RULES_FILE'

const days = (most: number) => z.int().min(0).max(most)
const text = z.string().trim().min(1).max(100)

const Rules = z
  .strictObject({
    onNotEntitled: z.enum(['ANNOTATE', 'HOLD', 'ROUTE_TO_BILLING']),
    paymentGraceDays: days(365),
    billingGroup: text,
    discountWithoutApprovalPercent: z.number().min(0).max(100),
    paymentTermsCode: text,
    longestBackdateDays: days(3_660),
    longestDelayDays: days(3_660),
    longestTermMonths: z.int().min(1).max(600),
    renewalWindowDays: days(LONGEST_WINDOW_DAYS),
    largestUpliftPercent: z.number().min(0).max(999),
    renewalInvoicePatienceDays: days(365),
  } satisfies Record<keyof ProcessRules, z.ZodType>)
  .partial()

const RulesFile = z
  .strictObject({ company: Rules, businessUnits: z.record(z.string(), Rules) })
  .partial()
  .nullable()

/** What differs from the default rules; undefined where nothing does. */
export interface RuleChanges {
  company: Partial<ProcessRules>
  /** By the key of a business unit. */
  businessUnits: Readonly<Record<string, Partial<ProcessRules>>>
}

/**
 * Reads `PROCESS_RULES_FILE`. Throws INVALID_SETTING that names what is no rule, no value that makes sense for it, or no business
 * unit of the company.
 */
export function readRulesFile(file: string | undefined, unitKeys: readonly string[]): RuleChanges {
  const nothing: RuleChanges = { company: {}, businessUnits: {} }
  if (file === undefined) return nothing
  const of = { setting: SETTING, file }
  const parsed = RulesFile.safeParse(readYamlFile(of))
  if (!parsed.success)
    throw refuseFile(
      of,
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`),
    )
  const { company = {}, businessUnits = {} } = parsed.data ?? {}
  const unknown = Object.keys(businessUnits).filter((key) => !unitKeys.includes(key))
  if (unknown.length > 0)
    throw refuseFile(
      of,
      unknown.map((key) => `businessUnits.${key}: the company has no such business unit`),
    )
  return { company: stated(company), businessUnits: mapValues(businessUnits, stated) }
}

/** The rules of each unit: its own, then the company's of the file, then what the settings say, then the defaults. */
export function createRules(bySettings: Partial<ProcessRules>, changes: RuleChanges): RulesOf {
  const company = { ...DEFAULT_RULES, ...bySettings, ...changes.company }
  const units = new Map(
    Object.entries(changes.businessUnits).map(([key, own]) => [key, { ...company, ...own }]),
  )
  return (businessUnitKey) =>
    (businessUnitKey === undefined ? undefined : units.get(businessUnitKey)) ?? company
}

/** Only what somebody has said. */
const stated = (rules: z.infer<typeof Rules>): Partial<ProcessRules> =>
  Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined))

const mapValues = <From, To>(values: Readonly<Record<string, From>>, map: (value: From) => To) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))
