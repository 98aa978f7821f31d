import { linesTotal } from '#demo-world/company-builder.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import type { DemoCompany, DemoContract, DemoLine } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { formatAmount, parseMoney } from '#shared/money.ts'
import type { Row } from '../org.ts'
import { dayText, daysFrom, productName, row } from './rows.ts'

const STATUSES = {
  DRAFT: { Status: 'Draft', StatusCode: 'Draft' },
  IN_APPROVAL: { Status: 'In Approval Process', StatusCode: 'InApproval' },
  ACTIVATED: { Status: 'Activated', StatusCode: 'Activated' },
  EXPIRED: { Status: 'Expired', StatusCode: 'Expired' },
  TERMINATED: { Status: 'Terminated', StatusCode: 'Terminated' },
} as const

export function seedContracts(company: DemoCompany, world: DemoWorld): [object: string, rows: Row[]][] {
  return company.contracts.flatMap((contract): [string, Row[]][] => [
    ['Contract', [toContract(contract, company, world)]],
    [
      'Contract_Line__c',
      contract.lines.map((line, index) => toLine(line, index, { contract, company, world })),
    ],
  ])
}

function toContract(contract: DemoContract, company: DemoCompany, world: DemoWorld): Row {
  const term = termOf(contract, world)
  const sum = (months: number, recurringOnly: boolean): number => {
    const amounts = contract.lines.map((line) =>
      minorUnitsOver(line, { months, recurringOnly, company, world }),
    )
    return toNumber(
      amounts.reduce((total, amount) => total + amount, 0n),
      company,
    )
  }
  return row(salesforceId('800', contract.key), daysFrom(world.today, contract.startInDays - 14), {
    AccountId: salesforceId('001', company.key),
    ContractNumber: contract.number,
    Name: contract.name,
    ...STATUSES[contract.status],
    StartDate: term.start,
    EndDate: term.end,
    ContractTerm: contract.termMonths,
    SpecialTerms: null,
    CurrencyIsoCode: company.currencyCode,
    Auto_Renew__c: contract.autoRenew,
    Notice_Days__c: contract.noticeDays,
    Uplift_Percent__c: Number(contract.upliftPercent),
    Renewed_From__c:
      contract.renewedFromKey === undefined ? null : salesforceId('800', contract.renewedFromKey),
    Amends__c: null,
    Total_Contract_Value__c: sum(contract.termMonths, false),
    Annual_Contract_Value__c: sum(12, true),
  })
}

function toLine(
  line: DemoLine,
  index: number,
  { contract, company, world }: { contract: DemoContract; company: DemoCompany; world: DemoWorld },
): Row {
  const term = termOf(contract, world)
  const months = contract.termMonths
  return row(
    salesforceId('a00', `${contract.key}/${line.key}`),
    daysFrom(world.today, contract.startInDays - 14),
    {
      Contract__c: salesforceId('800', contract.key),
      Product__c: salesforceId('01t', line.productKey),
      Name: productName(world, line.productKey),
      Quantity__c: Number(line.quantity),
      Unit_Price__c: Number(line.unitPrice),
      Start_Date__c: term.start,
      End_Date__c: term.end,
      Net_Amount__c: toNumber(
        minorUnitsOver(line, { months, recurringOnly: false, company, world }),
        company,
      ),
      Renewable__c: intervalOf(line, world) !== undefined,
      Sort_Order__c: index + 1,
      CurrencyIsoCode: company.currencyCode,
    },
  )
}

/** The vendor computes EndDate: the last day of the term, so a year from 1 March ends on the last of February. */
function termOf(
  { startInDays, termMonths }: DemoContract,
  { today }: DemoWorld,
): { start: string; end: string } {
  const end = daysFrom(today, startInDays)
  end.setUTCMonth(end.getUTCMonth() + termMonths)
  end.setUTCDate(end.getUTCDate() - 1)
  return { start: dayText(today, startInDays), end: end.toISOString().slice(0, 10) }
}

const intervalOf = (line: DemoLine, world: DemoWorld): 'month' | 'year' | undefined =>
  world.products.find(({ key }) => key === line.productKey)?.interval

/** What a line costs over some months: its price per interval as often as it falls due; a one-time price once. */
function minorUnitsOver(
  line: DemoLine,
  {
    months,
    recurringOnly,
    company: { currencyCode },
    world,
  }: { months: number; recurringOnly: boolean; company: DemoCompany; world: DemoWorld },
): bigint {
  const interval = intervalOf(line, world)
  if (interval === undefined && recurringOnly) return 0n
  const times = interval === 'month' ? months : interval === 'year' ? Math.max(1, Math.round(months / 12)) : 1
  return parseMoney(linesTotal([line], currencyCode), currencyCode).minorUnits * BigInt(times)
}

const toNumber = (minorUnits: bigint, { currencyCode }: DemoCompany): number =>
  Number(formatAmount({ minorUnits, currencyCode }))
