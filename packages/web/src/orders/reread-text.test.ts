import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createI18nProvider } from '../i18n/i18nProvider.ts';
import { rereadText } from './reread-text.ts';

type Said = Pick<OrderDetail, 'status' | 'verifyStatus' | 'verifiedFor' | 'lastSyncFailure' | 'attentionAll'>;

const order: Said = {
  status: 'initialized',
  verifyStatus: 'valid',
  verifiedFor: null,
  lastSyncFailure: null,
  attentionAll: [],
};
const failed = { lastSyncFailure: 'server_error (HTTP 503)' };

beforeEach(() => vi.stubGlobal('document', { documentElement: { lang: '' } }));
afterEach(() => vi.unstubAllGlobals());

it.each<[string, 'status' | 'verify', boolean, Partial<Said>, string]>([
  ['SRS answered', 'status', true, {}, 'Status at SRS: Initialized'],
  ['SRS has not answered yet', 'status', false, failed, 'The status is not read yet.'],
  [
    'SRS did not answer: what is known is no status at SRS',
    'status',
    true,
    failed,
    'The status could not be read just now. Last known status: Initialized',
  ],
  [
    'SRS does not know it',
    'status',
    true,
    { attentionAll: ['gone'] },
    'SRS does not know this Ref ID. Last known status: Initialized',
  ],
  ['the RA service answered', 'verify', true, {}, 'Verify Call: Verified'],
  [
    'it answered for another target than its evidence is for',
    'verify',
    true,
    { verifiedFor: { jurisdiction: 'eidas', loa: '4' } },
    'Verify Call: verified for eIDAS, LOA 4',
  ],
  [
    'it did not answer',
    'verify',
    true,
    failed,
    'The Verify Call gave no result just now. Known from before: Verified',
  ],
])('%s', async (_what, what, live, known, said) => {
  const { translate } = await createI18nProvider('en');
  expect(rereadText(translate, what, { live, order: { ...order, ...known } })).toContain(said);
});
