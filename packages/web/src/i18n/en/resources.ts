import { WORDS_EN } from '@srs-desk/shared/words/en/index.ts';

const { decision, field, itemState, jobState } = WORDS_EN;

/** Names of the fields of records, where react-admin looks for them: `resources.<resource>.fields.<source>`. */
const resources = {
  aliases: {
    fields: {
      raw: 'As received',
      canonical: 'Billed as',
      changedAt: 'Changed',
    },
  },
  'api-keys': {
    fields: {
      name: 'Purpose',
      prefix: 'Begins with',
      id: 'Number',
      access: 'May do',
      scopes: 'May do',
      lastUsedAt: 'Last used',
      createdAt: 'Created',
      expiresAt: 'Expires',
      state: 'State',
    },
  },
  approvals: {
    fields: {
      act: 'What',
      target: 'What for',
      state: 'State',
      askedAt: 'Asked',
      decidedAt: 'Decided',
    },
  },
  audit: {
    fields: {
      q: 'Words',
      seq: 'No.',
      id: 'Number',
      at: 'When',
      at_gte: 'From',
      at_lte: 'To',
      kind: 'Kind',
      action: 'Action',
      actor: 'By',
      origin: 'Source',
      operation: 'Operation',
      outcome: 'Outcome',
      refId: field.refId,
      orderId: field.orderId,
      externalId: field.externalId,
      person: 'Person of order (Ref ID)',
      callId: 'API call',
      target: 'Target',
      sealed: 'Sealed part',
      reason: 'Reason given',
      uuid: 'UUID',
    },
  },
  'cancellation-policies': {
    fields: {
      name: 'Name',
      rule: 'Condition',
      everyHours: 'Runs every … hours',
      enabled: 'Switched on',
      nextRunAt: 'Next run',
      matching: 'Finds now',
      proposalId: 'Proposal',
    },
  },
  handovers: {
    fields: {
      refId: 'Order',
      issue: 'Issue',
      team: 'Team',
      createdBy: 'Agent',
      createdAt: 'Given',
      state: 'State',
      ticketNumber: 'Ticket number',
    },
  },
  calls: {
    fields: {
      outcome: 'Outcome',
      operation: 'Operation',
      refId: field.refId,
      orderId: field.orderId,
      externalId: field.externalId,
      origin: 'Source',
      durationMs: 'Duration',
      startedAt: 'When',
      httpStatus: 'HTTP',
      correlationId: 'Correlation ID',
    },
  },
  cancellations: {
    fields: {
      id: 'Cancellation',
      state: 'State',
      source: 'Based on',
      reason: 'Reason',
      requestedBy: 'By',
      counts: { willCancel: jobState.planned },
      results: { cancelled: itemState.cancelled, failed: itemState.failed },
      plannedAt: 'When',
    },
  },
  invoices: {
    fields: {
      number: 'Invoice number',
      supplier: 'Supplier',
      period: 'Month',
      lines: 'Lines',
      sumMinor: 'Sum',
      differenceMinor: 'Asked back',
      open: decision.open,
      uploadedAt: 'Uploaded',
    },
  },
  periods: {
    fields: {
      id: 'Month',
      state: 'State',
      closedAt: 'Closed on',
    },
  },
  orders: {
    fields: {
      ...field,
      erased: 'Erased person',
      q: 'Search text',
      step: 'Step',
      supportTeam: 'Responsible',
      createdAt_gte: 'Placed from',
      createdAt_lte: 'Placed to',
      statusChangedAt_gte: 'Changed from',
      statusChangedAt_lte: 'Unchanged for',
    },
  },
  'saved-views': { fields: { name: 'Name', shared: 'Share with colleagues' } },
  users: {
    fields: {
      username: 'User name',
      displayName: 'Name shown',
      role: 'Role',
      lastSeenAt: 'Last seen',
      state: 'State',
      password: 'Password',
      hasFactor: 'Second factor',
      passwordChangedAt: 'Password set',
      disabled: 'Disabled: cannot log in, sessions end at once',
    },
  },
  registrations: {
    fields: {
      refId: field.refId,
      externalId: field.externalId,
      askedBy: 'Asked about by',
      askedAt: 'Asked',
      state: 'State',
      nextAskAt: 'Asked again',
    },
  },
};

export default resources;
