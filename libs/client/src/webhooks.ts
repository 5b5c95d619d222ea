import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { SimpulEvent } from './events.js';

/** A call that is not ours, was altered, or is older than five minutes: answer it 400 and believe nothing of it. */
export class WebhookSignatureError extends Error {
  override readonly name = 'WebhookSignatureError';
}

/** The headers of a call, as `fetch` or as Node has them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | string[] | undefined>>;

const NAMES = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * The event of a call to one's own address, by Standard Webhooks.
 *
 * @param secret `whsec_…`, as it was shown when the endpoint was registered
 * @param body the bytes that came, as text; not what a framework has parsed of them
 * @throws WebhookSignatureError
 */
export function verifyWebhook(secret: string, body: string, headers: WebhookHeaders): SimpulEvent {
  const header = (name: string): string => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name];
    return typeof value === 'string' ? value : '';
  };
  try {
    const named = Object.fromEntries(NAMES.map((name) => [name, header(name)]));
    return new Webhook(secret).verify(body, named) as SimpulEvent;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    throw new WebhookSignatureError(error.message, { cause: error });
  }
}
