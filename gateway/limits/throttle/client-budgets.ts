import { type Clock, systemClock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import { migrate } from '#shared/store/migrate.ts'
import type { Store } from '#shared/store/store.ts'
import type { Allowance, ClientBudgets as RegisteredBudgets } from '../../clients/client.ts'
import type { Bucket, BucketTerms, Wait } from './bucket.ts'
import { createSharedBucket } from './shared-bucket.ts'

/** What a client may spend: points of cost, and operations. */
export type Budget = Pick<RegisteredBudgets, 'cost' | 'requests'>

/** What Shopify calls it: points, whole ones. */
export interface ThrottleStatus {
  maximumAvailable: number
  currentlyAvailable: number
  /** A second. */
  restoreRate: number
}

/** One client's budget, shared by all processes on a store. */
export interface ClientBudget {
  /**
   * Takes what an operation costs at the most, before it is planned. Answers why not: LIMIT_EXCEEDED where no budget
   * will ever be enough, RATE_LIMITED with a time where it is not enough now. Rejects with STORE_UNAVAILABLE.
   */
  charge(points: number): undefined | WeftError | Promise<undefined | WeftError>
  /** What the operation did not cost after all. */
  refund(points: number): void
  status(): ThrottleStatus
  /** The same for the headers of the answer: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
  headers(): Record<string, string>
}

/** The budgets of all clients. */
export interface ClientBudgets {
  of(clientId: string, budget: Budget): ClientBudget
  /** Gives back what this process holds of them. */
  close(): Promise<void>
}

interface Open {
  budget: Budget
  points: Bucket
  requests: Bucket
  client: ClientBudget
}

const termsOf = ({ perMinute, bucket }: Allowance): BucketTerms => ({
  maximum: bucket,
  restoreRate: perMinute / 60,
})

const isSame = (one: Budget, other: Budget): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Opens the budgets of clients in this store; their tables are brought up to date. */
export async function openClientBudgets(store: Store, clock: Clock): Promise<ClientBudgets> {
  await migrate(store, { owner: 'throttle', folder: new URL('migrations/', import.meta.url) })
  const aheadMs = clock === systemClock ? () => 0 : () => clock.now().getTime() - Date.now()
  const open = new Map<string, Open>()
  const create = (clientId: string, budget: Budget): Open => {
    const bucket = (kind: keyof Budget) =>
      createSharedBucket(store, { name: `${clientId}:${kind}`, terms: termsOf(budget[kind]), aheadMs })
    const [points, requests] = [bucket('cost'), bucket('requests')]
    return { budget, points, requests, client: createClientBudget(points, requests) }
  }
  return {
    of(clientId, budget) {
      const known = open.get(clientId)
      if (known && (known.budget === budget || isSame(known.budget, budget))) return known.client
      const created = create(clientId, budget)
      open.set(clientId, created)
      return created.client
    },
    async close() {
      const buckets = [...open.values()].flatMap(({ points, requests }) => [points, requests])
      await Promise.all(buckets.map((bucket) => bucket.close()))
    },
  }
}

function createClientBudget(points: Bucket, requests: Bucket): ClientBudget {
  const policy = `${policyOf('points', points.terms)}, ${policyOf('requests', requests.terms)}`
  const chargePoints = (amount: number): undefined | WeftError | Promise<undefined | WeftError> => {
    const drawn = points.draw(amount)
    return (
      drawn &&
      settled(drawn, (wait) => {
        // An operation that is not run has not been one.
        if (wait) requests.giveBack(1)
        return wait && tooFast(wait.waitMs)
      })
    )
  }
  return {
    charge(amount) {
      const { maximum } = points.terms
      if (amount > maximum) return tooMuch(maximum, amount)
      const drawn = requests.draw(1)
      return drawn === undefined
        ? chargePoints(amount)
        : settled(drawn, (wait) => (wait ? tooFast(wait.waitMs) : chargePoints(amount)))
    },
    refund: points.giveBack,
    status: () => ({
      maximumAvailable: points.terms.maximum,
      currentlyAvailable: points.available(),
      restoreRate: points.terms.restoreRate,
    }),
    headers: () => ({
      'ratelimit-policy': policy,
      ratelimit: `${limitOf('points', points)}, ${limitOf('requests', requests)}`,
    }),
  }
}

/** What comes of a draw: at once where it was answered at once. */
function settled<Result>(
  drawn: Wait | Promise<Wait | undefined>,
  then: (wait: Wait | undefined) => Result | Promise<Result>,
): Result | Promise<Result> {
  return drawn instanceof Promise ? drawn.then(then) : then(drawn)
}

const tooMuch = (allowed: number, found: number): WeftError =>
  new WeftError('LIMIT_EXCEEDED', 'The operation costs more than its client can ever spend at once.', {
    limit: 'cost',
    allowed,
    found,
  })

const tooFast = (waitMs: number): WeftError =>
  new WeftError('RATE_LIMITED', 'The client has spent what it may spend now.', {
    system: 'gateway',
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
  })

/** A full bucket is the quota, and the window how long an empty one takes to fill. */
const policyOf = (name: string, { maximum, restoreRate }: BucketTerms): string =>
  `"${name}";q=${Math.floor(maximum)};w=${Math.ceil(maximum / restoreRate)}`

function limitOf(name: string, bucket: Bucket): string {
  const { maximum, restoreRate } = bucket.terms
  const remaining = Math.max(0, bucket.available())
  return `"${name}";r=${remaining};t=${Math.ceil((maximum - remaining) / restoreRate)}`
}
