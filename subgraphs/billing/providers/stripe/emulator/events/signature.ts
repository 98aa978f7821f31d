import { createHmac } from 'node:crypto'
import type { WebhookScheme } from '#shared/emulator/webhooks.ts'
import { newId } from '../ids.ts'

const HOUR = 3600

/**
 * https://docs.stripe.com/webhooks (read 2026-11-22): the signature is made anew for every attempt; a sandbox tries three
 * times over a few hours.
 */
export const STRIPE_WEBHOOKS: WebhookScheme = {
  toMessage({ payload }, { secret = '' }, at) {
    const body = JSON.stringify(payload, null, 2)
    const timestamp = Math.floor(at.getTime() / 1000)
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
    return {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        accept: '*/*; q=0.5, application/xml',
        'cache-control': 'no-cache',
        'stripe-signature': `t=${timestamp},v1=${signature}`,
      },
      body,
    }
  },
  retryDelaysSeconds: [HOUR, 2 * HOUR],
  createTargetId: () => newId('we'),
  createSecret: () => newId('whsec', 32),
}
