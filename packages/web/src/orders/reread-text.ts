import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { VerifyTarget } from '@srs-desk/shared/order/verify-target.ts';
import type { TranslateFunction } from 'react-admin';
import { lawName } from '../format/law-name.ts';

type Said = Pick<OrderDetail, 'status' | 'verifyStatus' | 'verifiedFor' | 'lastSyncFailure' | 'attentionAll'>;

/** “verified for ZertES, LOA 4”. */
export function verifiedForText(translate: TranslateFunction, { jurisdiction, loa }: VerifyTarget): string {
  return translate('desk.orders.facts.verifiedFor', { law: lawName(jurisdiction), loa });
}

/** What is known of an order's evidence, and what it was verified for where that is known. */
function evidenceText(translate: TranslateFunction, { verifyStatus, verifiedFor }: Said): string {
  return verifyStatus === 'valid' && verifiedFor !== null
    ? verifiedForText(translate, verifiedFor)
    : translate(`desk.words.verify.${verifyStatus}`);
}

/** What is said of an order that was to be read anew: what was answered, or that nothing was and what is known. */
export function rereadText(
  translate: TranslateFunction,
  what: 'status' | 'verify',
  { live, order }: { live: boolean; order: Said },
): string {
  const text = (key: string, status: string) => translate(`desk.orders.verbs.${key}`, { status });
  const known =
    what === 'status' ? translate(`desk.words.status.${order.status}`) : evidenceText(translate, order);
  if (!live) return text('syncLater', known);
  if (order.lastSyncFailure !== null) return text(what === 'status' ? 'notSynced' : 'notVerified', known);
  if (what === 'verify') return text('verified', known);
  return text(order.attentionAll.includes('gone') ? 'gone' : 'synced', known);
}
