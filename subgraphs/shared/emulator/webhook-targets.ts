import { randomUUID } from 'node:crypto'

/** Somebody who wants events, from a vendor's own list of endpoints or `POST /__emulator/webhooks`. */
export interface WebhookTarget {
  id: string
  url: string
  secret: string | undefined
  /** The types it wants; `*` is every type. */
  eventTypes: readonly string[]
  isEnabled: boolean
  createdAt: Date
}

export type GivenTarget = Pick<WebhookTarget, 'url'> & Partial<Pick<WebhookTarget, 'secret' | 'eventTypes'>>

/** What a vendor gives to a new target. */
export interface TargetScheme {
  createTargetId?(): string
  /** Of a target that was given none. */
  createSecret?(): string
}

export interface WebhookTargets {
  /** A url that is there already keeps its target's id and, unless it is given one, its secret. */
  addTarget(given: GivenTarget): WebhookTarget
  /** Undefined where there is none of this id. */
  updateTarget(id: string, changes: Partial<Omit<WebhookTarget, 'id'>>): WebhookTarget | undefined
  /** False where there is none. */
  removeTarget(id: string): boolean
  findTarget(id: string): WebhookTarget | undefined
  targets(): WebhookTarget[]
  /** Those that want events of this type now. */
  targetsOf(eventType: string): WebhookTarget[]
}

export function createWebhookTargets(
  scheme: TargetScheme,
  now: () => Date,
): WebhookTargets & { clearTargets(): void } {
  const targets = new Map<string, WebhookTarget>()
  const keep = (target: WebhookTarget): WebhookTarget => {
    targets.set(target.id, target)
    return target
  }
  return {
    addTarget(given) {
      const known = [...targets.values()].find(({ url }) => url === given.url)
      return keep({
        id: known?.id ?? scheme.createTargetId?.() ?? randomUUID(),
        url: given.url,
        secret: given.secret ?? known?.secret ?? scheme.createSecret?.(),
        eventTypes: given.eventTypes ?? ['*'],
        isEnabled: true,
        createdAt: known?.createdAt ?? now(),
      })
    },
    updateTarget(id, changes) {
      const known = targets.get(id)
      return known && keep({ ...known, ...changes })
    },
    removeTarget: (id) => targets.delete(id),
    findTarget: (id) => targets.get(id),
    targets: () => [...targets.values()],
    targetsOf: (eventType) => [...targets.values()].filter((target) => wants(target, eventType)),
    clearTargets: () => targets.clear(),
  }
}

const wants = ({ isEnabled, eventTypes }: WebhookTarget, type: string): boolean =>
  isEnabled && (eventTypes.includes('*') || eventTypes.includes(type))
