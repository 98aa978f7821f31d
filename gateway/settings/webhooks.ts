import type { Setting } from '#shared/settings.ts'
import { PATH } from './forms.ts'

/** Whom we tell of events. */
export const WEBHOOKS = {
  webhookEndpointsFile: {
    name: 'WEBHOOK_ENDPOINTS_FILE',
    meaning:
      'The YAML file that declares where partners are told of events; unset: nobody is. See subgraphs/events/outbound/README.md.',
    ...PATH,
  },
} satisfies Record<string, Setting>
