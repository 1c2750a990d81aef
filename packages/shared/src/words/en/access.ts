import type { Words } from '../words.ts';

/** Words of approvals in English. */
export const ACCESS_WORDS = {
  approvalAct: {
    'settings.loosen': 'Loosen a control',
    'person.erase': 'Erase a person',
    'period.reopen': 'Reopen a month',
    'admin.create': 'Make a new admin',
    'admin.change': 'Change who is an admin',
    'admin.delete': 'Delete an admin',
    'admin.link': 'Link for an admin’s new password',
    'admin.factor': 'Reset an admin’s second factor',
  },
  approvalState: {
    waiting: 'Waiting',
    approved: 'Approved',
    rejected: 'Refused',
    withdrawn: 'Taken back',
    lapsed: 'Lapsed',
  },
  shownFor: {
    on_the_line: 'The user is on the line',
    ticket: 'For a ticket',
    comparison: 'To compare the details given',
    other: 'Another reason',
    hand_over: 'In a ticket to a team',
    proof_pack: 'In an opened proof pack',
    subject_access: 'In a file for the person',
    unstated: 'Not stated',
  },
} as const satisfies Partial<Words>;
