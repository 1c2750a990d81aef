/** Texts of approvals in English, under `desk.approvals`. */
const approvals = {
  title: 'Approvals',
  intro:
    'What one admin alone cannot do: another admin must agree, and it is done as they do. What nobody agrees to lapses after a week.',
  waiting: 'Waiting for a second admin',
  all: 'All approvals',
  none: 'Nothing has been asked for yet',
  cancellations:
    '%{smart_count} cancellation waits for approval |||| %{smart_count} cancellations wait for approval',
  asked: '%{name} asked for this',
  ownAsked: 'You asked for this; another admin must agree:',
  because: 'reason: %{reason}',
  lapses: 'lapses',
  approve: 'Agree',
  approved: 'Agreed and done.',
  reject: 'Refuse',
  takeBack: 'Take back',
  linkLater:
    'This is the only time the link is shown. It opens once another admin has agreed; pass it on by a safe way then.',
  about: {
    erase: 'The person of order %{id}, with all their orders',
    pending: {
      cancel: 'What is still open at SRS is cancelled first.',
      leave_open: 'What is still open at SRS stays open.',
    },
    reopen: '%{month}',
    create: '%{name} becomes a new admin.',
    delete: '%{name} is deleted, for good.',
    link: '%{name} can set a new password by a link.',
    factor: '%{name} logs in without a second factor, until a new app is set up.',
    promote: '%{name} becomes an admin.',
    demote: '%{name} is no longer an admin, but %{role}.',
    shutOut: '%{name} can no longer log in.',
    letIn: '%{name} can log in again, as an admin.',
  },
};

export default approvals;
