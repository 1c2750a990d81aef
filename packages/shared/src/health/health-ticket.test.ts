import { expect, it } from 'vitest';
import { LANGUAGES } from '../words/language.ts';
import { healthTicket } from './health-ticket.ts';
import type { HealthView } from './wire.ts';

const now = Date.parse('2026-03-02T12:00:00.000Z');
const format = (at: number) => new Date(at).toISOString();
const since = '2026-03-01T22:14:00.000Z';
const trouble = {
  operation: 'get_status',
  code: 'http_error',
  status: 503,
  text: '',
  since,
  nextTryAt: '2026-03-02T12:00:07.000Z',
} as const;
const failing: Pick<HealthView, 'causes' | 'troubles'> = {
  causes: ['behind', 'failing'],
  troubles: [trouble, { ...trouble, operation: 'cancel_order', code: 'timeout', status: null }],
};

it('a ticket names every kind of call that fails, with date and zone, and no countdown', () => {
  expect(healthTicket(failing, { language: 'en', proNumber: '4711', now }, format)).toBe(
    [
      'To: Swisscom Service Desk',
      'PRO-Nr: 4711',
      'Problem:',
      `- SRS answers HTTP 503 to status calls since ${since}`,
      `- SRS does not answer cancellations in time since ${since}`,
      '- The sync is behind',
      `As of: ${format(now)}`,
      'Please check this and tell us the result and the next step.',
    ].join('\n'),
  );
});

it('asks Swisscom for nothing that lies with the desk itself', () => {
  for (const language of LANGUAGES) {
    const full = { causes: ['ledger_full'], troubles: [trouble] } as const;
    const text = healthTicket(
      { ...full, causes: [...full.causes], troubles: [...full.troubles] },
      { language, proNumber: '4711', now },
      format,
    );
    expect(text).not.toMatch(/Swisscom|4711|503/);
    expect(text).toContain(format(now));
  }
});
