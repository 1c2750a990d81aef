import { type TriageFacts, triage } from '@srs-desk/shared/process/triage.ts';
import { DEFAULT_TRIAGE_RULES } from '@srs-desk/shared/process/triage-settings.ts';
import { expect, it } from 'vitest';
import { primaryAct } from './primary-act.ts';

const order: TriageFacts = {
  status: 'initialized',
  wireStatus: 'INITIALIZED',
  statusReason: null,
  statusChangedAt: 0,
  createdAt: 0,
  createdAtKnown: true,
  statusChangedAtKnown: true,
  methodKey: 'video_identity_tm',
  targetUrl: 'https://idp.example/t/1',
  verifyStatus: 'not_due',
  verifiedAt: null,
  evidenceId: null,
  evidenceValidUntil: null,
  evidenceIsEarlier: false,
  startedAt: null,
  goneAt: null,
  regressedAt: null,
  firstUnknownAt: null,
  erasedAt: null,
  supersededBy: null,
  surnameSent: null,
  otherEvidence: null,
  lastCallFailed: null,
  answers: {},
  usualSeconds: null,
};

const HOUR = 3_600_000;
const terminated = { status: 'terminated' } as const;

it.each<[string, Partial<TriageFacts>, string | null]>([
  ['the user has not begun: send the link', {}, 'message'],
  [
    'no SMS known of, the wait is over: asked before it is escalated',
    { ...terminated, verifyStatus: 'terms_not_accepted', statusChangedAt: -2 * HOUR },
    'message',
  ],
  ['wrong data: place anew', { answers: { video_user_says: 'data_wrong' } }, 'replace'],
  [
    'evidence has run out: the user must identify again, by a new order',
    { ...terminated, verifyStatus: 'valid', evidenceValidUntil: HOUR },
    'replace',
  ],
  ['error: place anew', { status: 'error' }, 'replace'],
  [
    'error, and valid evidence by another order: say so',
    { status: 'error', otherEvidence: { refId: 'r', validUntil: null } },
    'message',
  ],
  ['error, connection lost: place anew', { status: 'error', statusReason: 'connection lost' }, 'replace'],
  ['result overdue: a ticket', { status: 'identification_done' }, 'ticket'],
  [
    'the bank’s result overdue, its link over: the provider moves, by a ticket',
    { status: 'data_ready', methodKey: 'bank_klarna' },
    'ticket',
  ],
  ['verify call due: make it', { ...terminated, verifyStatus: 'due' }, 'verify'],
  ['valid: nothing', { ...terminated, verifyStatus: 'valid' }, null],
  ['cancelled: nothing', { status: 'cancelled' }, null],
])('%s', (_, facts, act) => {
  expect(primaryAct(triage({ ...order, ...facts }, DEFAULT_TRIAGE_RULES, 2 * HOUR))).toBe(act);
});
