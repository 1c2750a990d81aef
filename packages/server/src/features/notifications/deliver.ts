import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addressesIn } from '@srs-desk/shared/notifications/settings.ts';
import type { NoticeText } from '@srs-desk/shared/notifications/texts.ts';
import { NOTIFICATION_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../platform/desk.ts';
import type { PlainObject } from '../../platform/ledger/entry-draft.ts';
import { VERSION } from '../../platform/version.ts';

const WEBHOOK_TIMEOUT_MS = 10_000;
/** Waits before the webhook is tried again, ms. */
const AGAIN_AFTER_MS = [1_000, 5_000];

/** What became of a message, per way: `sent`, `not_set`, or why it could not be sent. */
interface Delivery {
  email: string;
  webhook: string;
}

/**
 * Sends a message on every way that is set up. A failure is a result, never an exception. What is under way when `stopped` comes
 * is given up.
 */
export async function deliver(
  desk: Desk,
  text: NoticeText,
  about: PlainObject,
  stopped?: AbortSignal,
): Promise<Delivery> {
  const [email, webhook] = await Promise.all([
    byMail(desk, text, stopped),
    byWebhook(desk, text, about, stopped),
  ]);
  return { email, webhook };
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 300);

async function byMail(
  { recorder, settings, config }: Desk,
  { subject, body }: NoticeText,
  signal: AbortSignal | undefined,
): Promise<string> {
  const to = addressesIn(settings.get(NOTIFICATION_SETTING).email);
  if (config.notify.mail === null || to.length === 0) return 'not_set';
  try {
    await recorder.mail({ to, subject, text: body, signal });
    return 'sent';
  } catch (error) {
    return reasonOf(error);
  }
}

async function byWebhook(
  desk: Desk,
  text: NoticeText,
  about: PlainObject,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { webhook } = desk.config.notify;
  if (webhook === null) return 'not_set';
  const body = JSON.stringify({
    ...about,
    ...text,
    at: new Date(desk.clock.now()).toISOString(),
    version: VERSION,
  });
  let reason = '';
  for (let attempt = 1; attempt <= AGAIN_AFTER_MS.length + 1; attempt += 1) {
    reason = await postOnce(desk, body, attempt, signal).catch(reasonOf);
    if (reason === 'sent') return reason;
    const wait = AGAIN_AFTER_MS[attempt - 1];
    if (wait !== undefined) await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal?.aborted) return reason;
  }
  return reason;
}

/** `X-SRS-Desk-Signature: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>">`, the seconds against a replay. */
async function postOnce(
  { recorder, config, clock }: Desk,
  body: string,
  attempt: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  const seconds = Math.floor(clock.now() / 1000);
  const secret = config.notify.webhook?.secret;
  const signed =
    secret == null
      ? {}
      : {
          'x-srs-desk-signature': `t=${seconds},v1=${createHmac('sha256', secret.reveal()).update(`${seconds}.${body}`).digest('hex')}`,
        };
  const { exchange } = await recorder.call(
    {
      upstream: 'webhook',
      method: 'POST',
      path: '',
      headers: { 'content-type': 'application/json', ...signed },
      body,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
      signal,
    },
    { operation: 'other', actor: 'system', origin: 'system', subject: null, attempt },
    () => ({}),
  );
  if (exchange.kind !== 'answer') return exchange.kind;
  return exchange.status < 300 ? 'sent' : `HTTP ${exchange.status}`;
}
