import type { CustomerDesk } from '#shared/events/customers.ts'
import type { BusinessEvent, EventSeverity, FollowedType } from '#shared/events/event.ts'
import { WeftError } from '#shared/errors.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { maySeeCustomer, maySeeUnit } from '#shared/subgraph/visibility.ts'

type Given<Value> = Value | null | undefined

export interface EventArguments {
  filter?: Given<{
    customerIds?: Given<readonly string[]>
    regions?: Given<readonly string[]>
    businessUnitIds?: Given<readonly string[]>
    minSeverity?: Given<EventSeverity>
  }>
  since?: Given<string>
}

/** The worst first. What has no severity is as bad as none. */
const SEVERITIES: readonly EventSeverity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4']

/** Whether an event is of the type asked for, is the caller's to see, and fits every given part of the filter. */
export function createEventFilter(
  type: FollowedType,
  { filter }: EventArguments,
  caller: Caller,
  customers: Pick<CustomerDesk, 'businessUnitKeyOf'>,
): (event: BusinessEvent) => boolean {
  const { customerIds, regions, businessUnitIds, minSeverity } = filter ?? {}
  const unitKeys = businessUnitIds?.map((id) => keyOfUnit(id, customers))
  const bounds: ((event: BusinessEvent) => boolean)[] = [
    (event) => event.type === type,
    (event) => maySee(caller, event),
    ...(customerIds ? [among(customerIds, ({ customerId }) => customerId)] : []),
    ...(regions ? [among(regions, ({ region }) => region)] : []),
    ...(unitKeys ? [among(unitKeys, ({ businessUnitKey }) => businessUnitKey)] : []),
    ...(minSeverity ? [asBadAs(minSeverity)] : []),
  ]
  return (event) => bounds.every((holds) => holds(event))
}

/** Whether an event is of a customer and a business unit that somebody may see. */
export function maySee(
  caller: Pick<Caller, 'customerIds' | 'businessUnits'>,
  { customerId, businessUnitKey }: BusinessEvent,
): boolean {
  return maySeeUnit(caller, businessUnitKey) && maySeeCustomer(caller, customerId)
}

function among(
  wanted: readonly string[],
  partOf: (event: BusinessEvent) => string | undefined,
): (event: BusinessEvent) => boolean {
  const values = new Set(wanted)
  return (event) => {
    const value = partOf(event)
    return value !== undefined && values.has(value)
  }
}

function asBadAs(least: EventSeverity): (event: BusinessEvent) => boolean {
  if (least === 'UNKNOWN') throw new WeftError('INVALID_ARGUMENT', 'minSeverity cannot be UNKNOWN')
  const worst = SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1)
  return ({ severity }) => severity !== undefined && worst.includes(severity)
}

function keyOfUnit(id: string, customers: Pick<CustomerDesk, 'businessUnitKeyOf'>): string {
  const key = customers.businessUnitKeyOf(id)
  if (key === undefined) throw new WeftError('INVALID_ID', 'not the id of a business unit')
  return key
}
