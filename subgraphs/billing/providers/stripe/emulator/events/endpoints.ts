import type { EmulatorContext } from '#shared/emulator/emulator.ts'
import type { WebhookTarget } from '#shared/emulator/webhook-targets.ts'
import { invalid, noSuch, required } from '../errors.ts'
import type { Params } from '../form.ts'
import { LIST_PARAMS, assertKnown, pageOf } from '../lists.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row, State } from '../state.ts'
import type { Transaction } from '../transaction.ts'
import { boolean, type Fields, fullText, listOf, metadata, text, url, type Values } from '../write/fields.ts'
import { writeRoute } from '../write/route.ts'

const EDITABLE = {
  description: text,
  disabled: boolean,
  enabled_events: listOf(fullText),
  metadata,
  url,
} satisfies Fields
const { disabled: _later, ...CREATED } = { ...EDITABLE, api_version: fullText }

/** https://docs.stripe.com/api/webhook_endpoints: the same list as `/__emulator/webhooks`. */
export const ENDPOINT_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/webhook_endpoints', fields: CREATED, run: create }),
  writeRoute({ method: 'POST', path: '/v1/webhook_endpoints/:id', fields: EDITABLE, run: update }),
  writeRoute({
    method: 'DELETE',
    path: '/v1/webhook_endpoints/:id',
    fields: {},
    run: (_values, { context }, { id = '' }) => {
      if (!context.webhooks.removeTarget(id)) throw noSuch('webhook_endpoints', id, 'id', 404)
      return { id, object: 'webhook_endpoint', deleted: true }
    },
  }),
]

/** The secret is told once, here. */
function create(values: Values<typeof CREATED>, { state, context }: Transaction): Row {
  const wanted = required(values.enabled_events, 'enabled_events')
  const address = required(values.url, 'url')
  if (wanted.length === 0) throw invalid('Invalid array', 'enabled_events', 'parameter_invalid_empty')
  const target = context.webhooks.addTarget({ url: address, eventTypes: wanted })
  state.endpointDetails.set(target.id, {
    api_version: values.api_version ?? null,
    description: values.description ?? null,
    metadata: mergeMetadata({}, values.metadata),
  })
  return { ...endpointOf(target, state), secret: target.secret }
}

function update(
  values: Values<typeof EDITABLE>,
  { state, context }: Transaction,
  { id = '' }: { id?: string },
): Row {
  const target = context.webhooks.updateTarget(id, {
    ...(values.url === undefined ? {} : { url: values.url }),
    ...(values.enabled_events === undefined ? {} : { eventTypes: values.enabled_events }),
    ...(values.disabled === undefined ? {} : { isEnabled: !values.disabled }),
  })
  if (!target) throw noSuch('webhook_endpoints', id, 'id', 404)
  const details = state.endpointDetails.get(id) ?? {}
  state.endpointDetails.set(id, {
    ...details,
    ...(values.description === undefined ? {} : { description: values.description }),
    metadata: mergeMetadata(details.metadata, values.metadata),
  })
  return endpointOf(target, state)
}

export function retrieveEndpoint(id: string, { state, webhooks }: EmulatorContext<State>): Row {
  const target = webhooks.findTarget(id)
  if (!target) throw noSuch('webhook_endpoints', id, 'id', 404)
  return endpointOf(target, state)
}

export function listEndpoints(params: Params, { state, webhooks }: EmulatorContext<State>): object {
  assertKnown(params, LIST_PARAMS)
  const rows = webhooks
    .targets()
    .map((target) => endpointOf(target, state))
    .reverse()
  return pageOf({ name: 'webhook_endpoints', rows }, () => true, params, '/v1/webhook_endpoints')
}

function endpointOf({ id, url, eventTypes, isEnabled, createdAt }: WebhookTarget, state: State): Row {
  return {
    id,
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: Math.floor(createdAt.getTime() / 1000),
    description: null,
    enabled_events: [...eventTypes],
    livemode: false,
    metadata: {},
    status: isEnabled ? 'enabled' : 'disabled',
    url,
    ...state.endpointDetails.get(id),
  }
}
