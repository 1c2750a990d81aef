/** What sort of thing an entry tells: a call to SRS, a change, a read that matters, or the desk's own life. */
export const KINDS = ['call', 'act', 'read', 'system'] as const;
export type AuditKind = (typeof KINDS)[number];

/**
 * Every action the log knows, by noun, with its kind. One line adds one. A line is never renamed or taken away:
 * stored entries name it for good.
 */
export const ACTIONS = {
  'call.intent': 'call',
  'call.outcome': 'call',

  'registration.create': 'act',
  'registration.not_found': 'act',

  'order.register': 'act',
  'order.import': 'act',
  'order.place': 'act',
  'order.place_orphaned': 'act',
  'order.orphan_settled': 'act',
  'order.replace': 'act',
  'order.sync.status_changed': 'act',
  'order.sync.fields_changed': 'act',
  'order.sync.unknown_status': 'act',
  'order.sync.status_regressed': 'act',
  'order.sync.gone': 'act',
  'order.sync.returned': 'act',
  'order.verify.changed': 'act',
  'order.sync_requested': 'act',
  'order.verify_requested': 'act',
  'order.superseded': 'act',
  'order.cancel': 'act',
  'order.cancel_requested': 'act',
  'order.assign': 'act',
  'order.follow_up': 'act',
  'order.snooze': 'act',
  'order.triage': 'act',
  'order.message': 'act',
  'order.legal_hold': 'act',
  'order.legal_hold_released': 'act',
  'order.erase': 'act',

  'note.create': 'act',
  'note.update': 'act',
  'note.delete': 'act',

  'handover.create': 'act',
  'handover.update': 'act',
  'handover.close': 'act',

  'cancellation.plan': 'act',
  'cancellation.approve': 'act',
  'cancellation.reject': 'act',
  'cancellation.execute': 'act',
  'cancellation.pause': 'act',
  'cancellation.resume': 'act',
  'cancellation.stop': 'act',
  'cancellation.item': 'act',
  'cancellation.complete': 'act',
  'cancellation.export': 'read',
  'cancellation_request.create': 'act',
  'cancellation_request.done': 'act',
  'cancellation_request.dismiss': 'act',
  'cancellation_request.reopen': 'act',
  'cancellation_policy.create': 'act',
  'cancellation_policy.update': 'act',
  'cancellation_policy.delete': 'act',
  'cancellation_policy.propose': 'act',
  'cancellation_policy.run': 'act',

  'billing.price.create': 'act',
  'billing.price.update': 'act',
  'billing.price.delete': 'act',
  'billing.rule.create': 'act',
  'billing.rule.update': 'act',
  'billing.rule.delete': 'act',
  'billing.alias.create': 'act',
  'billing.alias.update': 'act',
  'billing.alias.delete': 'act',
  'billing.group.create': 'act',
  'billing.group.update': 'act',
  'billing.group.delete': 'act',
  'billing.customer.create': 'act',
  'billing.customer.update': 'act',
  'billing.customer.delete': 'act',
  'billing.customer.export': 'read',
  'billing.accounting.update': 'act',
  'billing.logo.update': 'act',
  'billing.accounting.export': 'read',
  'billing.statement.number': 'act',
  'billing.mapping.create': 'act',
  'billing.mapping.update': 'act',
  'billing.mapping.delete': 'act',
  'billing.invoice.upload': 'act',
  'billing.invoice.correct': 'act',
  'billing.invoice.reconcile': 'act',
  'billing.invoice.disposition': 'act',
  'billing.invoice.delete': 'act',
  'billing.rollup.rebuild': 'act',
  'billing.statement.export': 'read',
  'billing.usage.export': 'read',
  'billing.margin.export': 'read',
  'billing.invoice.export': 'read',
  'billing.adjustment.create': 'act',
  'period.close': 'act',
  'period.reopen': 'act',

  'session.login': 'act',
  'session.denied': 'act',
  'session.logout': 'act',
  'session.reauthenticate': 'act',
  'session.revoke': 'act',
  'session.end_all': 'act',
  'session.expire': 'act',
  'access.denied': 'read',
  'access.denied_summary': 'read',

  'user.create': 'act',
  'user.update': 'act',
  'user.disable': 'act',
  'user.enable': 'act',
  'user.password': 'act',
  'user.role': 'act',
  'user.second_factor': 'act',
  'user.setup_link': 'act',
  'user.invite': 'act',
  'user.reset_link': 'act',
  'user.delete': 'act',
  'api_key.create': 'act',
  'api_key.rotate': 'act',
  'api_key.revoke': 'act',

  'approval.ask': 'act',
  'approval.approve': 'act',
  'approval.reject': 'act',
  'approval.withdraw': 'act',
  'approval.lapse': 'system',
  'approval.alone': 'act',

  'settings.change': 'act',
  'settings.propose': 'act',
  'settings.reject': 'act',
  'saved_view.create': 'act',
  'saved_view.update': 'act',
  'saved_view.delete': 'act',
  'playbook.note': 'act',
  'playbook.contact': 'act',

  'personal_data.reveal': 'read',
  'personal_data.report': 'read',
  'personal_data.disclose': 'read',
  'search.person': 'read',
  'order.export': 'read',
  'call.export': 'read',
  'call.view': 'read',
  'audit.view': 'read',
  'audit.export': 'read',
  'audit.pack': 'read',
  'audit.verify': 'read',

  'audit.prune': 'act',
  'audit.prune_announce': 'system',
  'audit.prune_approve': 'act',
  'audit.rebuild_calls': 'act',
  'audit.checkpoint_export': 'system',
  'audit.time_stamp': 'system',
  'audit.key_rotate': 'act',
  'audit.wrapping_rotate': 'act',
  'audit.wrapping_done': 'system',
  'retention.run': 'system',
  'retention.announce': 'system',
  'retention.approve': 'act',

  'gateway.gap': 'system',
  'gateway.refused': 'system',
  'sync.paused': 'system',
  'sync.resumed': 'system',
  'doctor.run': 'act',
  'test_bench.run': 'act',
  'seed.run': 'act',

  'notification.send': 'system',
  'notification.test': 'act',

  'backup.create': 'system',
  'backup.failed': 'system',
  'backup.restore': 'system',
  'backup.copy': 'system',
  'backup.rotate': 'system',
  'system.start': 'system',
  'system.stop': 'system',
  'system.recovered': 'system',
  'system.latched': 'system',
  'system.migrate': 'system',
} as const satisfies Record<string, AuditKind>;

export type AuditAction = keyof typeof ACTIONS;

/** Shape of any action's name, known to this version or not. */
export const ACTION_PATTERN = /^[a-z][a-z_]*(\.[a-z][a-z_]*)+$/;

/** All actions in the order of the table. */
export function allActions(): AuditAction[] {
  return Object.keys(ACTIONS) as AuditAction[];
}

/** Whether this version knows the action. */
export function isAuditAction(name: string): name is AuditAction {
  return Object.hasOwn(ACTIONS, name);
}

/** The kind an action is recorded under. */
export function kindOf(action: AuditAction): AuditKind {
  return ACTIONS[action];
}

/** The noun an action belongs to: what stands before its first dot. */
export function nounOf(action: string): string {
  return action.split('.', 1)[0] ?? action;
}
