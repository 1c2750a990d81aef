import { HOUR, MINUTE, type Told, YEAR } from './support-world.ts';

export const WAITING = [
  ['CREATED', -9 * MINUTE],
  ['INITIALIZED', -8 * MINUTE],
] as const;
export const NEW = [
  ['CREATED', 0],
  ['INITIALIZED', 0],
] as const;
export const TWO_HOURS = [
  ['CREATED', -2 * HOUR],
  ['INITIALIZED', -2 * HOUR],
] as const;
export const TERMINATED = [...TWO_HOURS, ['TERMINATED', -HOUR]] as const;
export const LONG_AGO = [
  ['CREATED', -6 * YEAR],
  ['TERMINATED', -6 * YEAR],
] as const;

type Verified = 'valid' | 'no_evidence' | 'terms_not_accepted';
/** What an order in this state, with these answers, is to be read as. */
export const EXPECTED: readonly (readonly [
  name: string,
  told: Told & { verify?: Verified },
  answers: Record<string, string>,
  nextActor: string | null,
  step: number | null,
  situation: string,
])[] = [
  [
    'created without a link',
    { statuses: [['CREATED', -MINUTE]], link: false },
    {},
    'swisscom',
    1,
    'link_pending',
  ],
  ['… for an hour', { statuses: [['CREATED', -HOUR]], link: false }, {}, 'swisscom', 1, 'looking_into'],
  ['initialized', { statuses: WAITING }, {}, 'user', 2, 'start'],
  ['by a method nobody has heard of', { statuses: WAITING, method: 'unheard_of' }, {}, 'user', 2, 'start'],
  ['call lost', { statuses: WAITING }, { video_user_says: 'connection_lost' }, 'user', 3, 'reuse_link'],
  ['data typed wrongly', { statuses: WAITING }, { video_user_says: 'data_wrong' }, 'us', 2, 'check_data'],
  [
    'identification done',
    { statuses: [...WAITING, ['IDENTIFICATION_DONE', -MINUTE]] },
    {},
    'isp',
    4,
    'wait_for_result',
  ],
  [
    'data ready for an hour',
    { statuses: [...TWO_HOURS, ['DATA_READY', -HOUR]] },
    {},
    'isp',
    3,
    'looking_into',
  ],
  ['terminated just now', { statuses: [...WAITING, ['TERMINATED', -MINUTE]] }, {}, 'user', 5, 'registering'],
  [
    '… and no SMS',
    { statuses: [...WAITING, ['TERMINATED', -MINUTE]] },
    { terms_sms: 'not_arrived' },
    'us',
    5,
    'registering',
  ],
  [
    'terms pending',
    { statuses: [...WAITING, ['TERMINATED', -MINUTE]], verify: 'terms_not_accepted' },
    {},
    'user',
    5,
    'accept_terms',
  ],
  [
    '… for longer than the wait',
    { statuses: TERMINATED, verify: 'terms_not_accepted' },
    {},
    'swisscom',
    5,
    'accept_terms',
  ],
  [
    '… and no SMS',
    { statuses: TERMINATED, verify: 'terms_not_accepted' },
    { terms_sms: 'not_arrived' },
    'swisscom',
    5,
    'terms_sms_missing',
  ],
  ['no evidence', { statuses: TERMINATED, verify: 'no_evidence' }, {}, 'swisscom', 5, 'looking_into'],
  ['valid', { statuses: TERMINATED, verify: 'valid' }, {}, null, null, 'can_sign'],
  [
    '… and cannot sign',
    { statuses: TERMINATED, verify: 'valid' },
    { can_sign: 'no' },
    'swisscom',
    5,
    'cannot_sign',
  ],
  ['expired long ago', { statuses: LONG_AGO, verify: 'no_evidence' }, {}, 'user', 2, 'evidence_expired'],
  [
    'error with a reason',
    { statuses: [...WAITING, ['ERROR', -MINUTE]], reason: 'document not readable' },
    {},
    'us',
    4,
    'failed',
  ],
  [
    'error for a technical reason',
    { statuses: [...WAITING, ['ERROR', -MINUTE]], reason: 'Session timed out' },
    {},
    'isp',
    3,
    'failed',
  ],
  ['error without', { statuses: [...WAITING, ['ERROR', -MINUTE]] }, {}, 'us', 4, 'failed'],
  ['cancelled', { statuses: [...WAITING, ['CANCELLED', -MINUTE]] }, {}, null, null, 'link_cancelled'],
  ['bank in its hour', { statuses: WAITING, method: 'bank' }, {}, 'user', 2, 'reminder'],
  [
    '… login failed',
    { statuses: WAITING, method: 'bank' },
    { bank_user_says: 'login_failed' },
    'user',
    3,
    'reuse_link',
  ],
  [
    '… link used up',
    { statuses: WAITING, method: 'bank' },
    { bank_user_says: 'link_used_up' },
    'us',
    3,
    'failed',
  ],
  ['bank over its hour', { statuses: TWO_HOURS, method: 'bank' }, {}, 'us', 4, 'reminder'],
];
