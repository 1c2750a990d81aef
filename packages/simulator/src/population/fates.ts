import type { Flow } from '../catalogue.ts';

/** How an order ends. */
export type Fate =
  | 'success'
  | 'error_with_reason'
  | 'error_without_reason'
  | 'negative'
  | 'abandoned'
  | 'cancelled'
  | 'overdue'
  | 'on_hold'
  | 'no_target_url';

export const FATES: readonly [Fate, ...Fate[]] = [
  'success',
  'error_with_reason',
  'error_without_reason',
  'negative',
  'abandoned',
  'cancelled',
  'overdue',
  'on_hold',
  'no_target_url',
];

type Weights<T> = readonly [readonly [T, number], ...(readonly [T, number])[]];

/** How often each end occurs per flow; only the proportions count. `negative` is a timeout with a bank. */
export const FATE_WEIGHTS: Readonly<Record<Flow, Weights<Fate>>> = {
  video: [
    ['success', 742],
    ['error_with_reason', 48],
    ['error_without_reason', 20],
    ['negative', 46],
    ['abandoned', 84],
    ['cancelled', 46],
    ['overdue', 8],
    ['on_hold', 3],
    ['no_target_url', 3],
  ],
  bank: [
    ['success', 700],
    ['error_with_reason', 40],
    ['error_without_reason', 22],
    ['negative', 104],
    ['abandoned', 88],
    ['cancelled', 38],
    ['overdue', 4],
    ['on_hold', 2],
    ['no_target_url', 2],
  ],
  mock: [['success', 1]],
};

/** Share of successful users who never accept the terms, and of those for whom no SMS is needed. */
export const TERMS: Readonly<Record<Flow, { never: number; atOnce: number }>> = {
  video: { never: 0.06, atOnce: 0.45 },
  bank: { never: 0.07, atOnce: 0 },
  mock: { never: 0, atOnce: 1 },
};

/** Number of lost connections before the session that counts, with weights. */
export const LOST_CONNECTIONS: Weights<number> = [
  [0, 86],
  [1, 9],
  [2, 3],
  [3, 1],
  [5, 1],
];

/** Reasons in the ISP's own words, as an officer or a program would write them. */
export const ERROR_REASONS: Readonly<Record<Flow, readonly [string, ...string[]]>> = {
  video: [
    'Document expired',
    'Identity document not supported',
    'Camera resolution insufficient',
    'Microphone not working',
    'Suspected fraud',
    'Submitted data do not match the identity document',
    'Ausweis abgelaufen',
    'Schlechte Bildqualität, Sicherheitsmerkmale nicht erkennbar',
    'SMS challenge failed three times',
    'Import into RA service failed: mobile number rejected',
  ],
  bank: [
    'Account holder name does not match',
    'Date of birth does not match bank record',
    'Bank not supported',
    'Online banking login failed twice',
    'SMS challenge failed three times',
    'Import into RA service failed: timeout',
  ],
  mock: ['Mocked failure'],
};

/** Reasons of a video call that ends right at its beginning. */
export const NEGATIVE_REASONS: readonly [string, ...string[]] = [
  'Name differs from the submitted surname',
  'User declined to show the document',
  'User is not alone in the room',
  'Dokument liegt nicht vor',
];
