/**
 * Whose objects whoever holds a route's permission may touch:
 * - `desk`: all, for the desk's orders, calls, months and rules belong to nobody in it;
 * - `own`: their own alone; another's is not there for them;
 * - `own_or_managed`: their own, and everybody's with `users.manage`;
 * - `others`: all but what they asked for themselves;
 * - `maker`: with scopes all, with a role their own alone;
 * - `not_admins`: all but other admins' where there are two, which wait for a second admin.
 */
type Rule = 'desk' | 'own' | 'own_or_managed' | 'others' | 'maker' | 'not_admins';

/** What belongs to the desk: path, and the methods for which that holds. */
const OF_THE_DESK: Readonly<Record<string, string>> = {
  '/api/orders/possible-orphans/:id/settle': 'POST',
  '/api/cancellation-requests/:id/execute': 'POST',
  '/api/cancellation-requests/:id/dismiss': 'POST',
  '/api/cancellation-requests/:id/reopen': 'POST',
  '/api/orders/:refId/cancellation-request': 'POST',
  '/api/orders/:refId': 'GET',
  '/api/orders/:refId/timeline': 'GET',
  '/api/orders/:refId/sync': 'POST',
  '/api/orders/:refId/verify': 'POST',
  '/api/orders/:refId/reveal': 'POST',
  '/api/orders/:refId/notes': 'POST',
  '/api/orders/:refId/cancel': 'POST',
  '/api/orders/:refId/proof': 'POST',
  '/api/orders/:refId/person-file': 'POST',
  '/api/orders/:refId/erase': 'POST',
  '/api/orders/:refId/legal-hold': 'POST',
  '/api/calls/:id': 'GET',
  '/api/cancellations/:id': 'GET',
  '/api/cancellations/:id/items': 'GET',
  '/api/cancellations/:id/items.csv': 'GET',
  '/api/cancellations/:id/retry-failed': 'POST',
  '/api/cancellations/:id/plan-remainder': 'POST',
  '/api/cancellations/:id/discard': 'POST',
  '/api/cancellations/:id/execute': 'POST',
  '/api/cancellations/:id/reject': 'POST',
  '/api/cancellations/:id/pause': 'POST',
  '/api/cancellations/:id/resume': 'POST',
  '/api/cancellations/:id/stop': 'POST',
  '/api/cancellation-policies/:id': 'GET PUT DELETE',
  '/api/cancellation-policies/:id/run': 'POST',
  '/api/usage/orders/:refId': 'GET',
  '/api/prices/:id': 'GET PUT DELETE',
  '/api/prices/:id/replace': 'POST',
  '/api/billable-rules/:id': 'GET PUT DELETE',
  '/api/aliases/:id': 'DELETE',
  '/api/price-groups/:id': 'DELETE',
  '/api/customers/:id': 'GET PUT DELETE',
  '/api/statements/logo/:hash': 'GET',
  '/api/periods/:period/adjustments': 'GET',
  '/api/periods/:period/close': 'GET POST',
  '/api/periods/:period/reopen': 'POST',
  '/api/invoice-mappings/:id': 'DELETE',
  '/api/invoices/:id': 'GET PATCH DELETE',
  '/api/invoices/:id/lines': 'GET',
  '/api/invoices/:id/dispositions': 'POST',
  '/api/invoices/:id/reconcile': 'POST',
  '/api/invoices/:id/progress': 'GET',
  '/api/invoices/:id/dispute.csv': 'GET',
  '/api/invoices/:id/dispute.xlsx': 'GET',
  '/api/audit/:seq': 'GET',
  '/api/settings/:name': 'GET PUT',
  '/api/orders/:refId/handovers': 'POST GET',
  '/api/orders/:refId/handover': 'GET',
  '/api/calls/:id/handovers': 'POST',
  '/api/handovers/:id': 'PATCH',
  '/api/orders/:refId/triage': 'GET',
  '/api/orders/:refId/message': 'GET',
  '/api/orders/:refId/work': 'GET PUT',
  '/api/orders/:refId/viewers': 'GET',
  '/api/orders/:refId/messages': 'POST',
  '/api/playbook/notes/:topic': 'PUT',
  '/api/playbook/contacts/:team': 'PUT',
  '/api/users/:username': 'GET',
  '/api/api-keys/:id': 'GET DELETE',
  '/api/approvals/:id': 'GET',
  '/api/approvals/:id/reject': 'POST',
};

/** What belongs to somebody. */
const OF_SOMEBODY: Readonly<Record<string, Rule>> = {
  'PUT /api/saved-views/:id': 'own',
  'DELETE /api/saved-views/:id': 'own',
  'DELETE /api/sessions/:id': 'own_or_managed',
  'GET /api/statement-exports/:id': 'own',
  'POST /api/statement-exports/:id/stop': 'own',
  'GET /api/statement-exports/:id/all.zip': 'own',
  'GET /api/invoice-files/:fileId': 'own',
  'GET /api/invoice-files/:fileId/progress': 'own',
  'POST /api/invoice-files/:fileId/stop': 'own',
  'POST /api/approvals/:id/approve': 'others',
  'POST /api/cancellations/:id/approve': 'others',
  'POST /api/api-keys/:id/rotate': 'maker',
  'PATCH /api/users/:username': 'not_admins',
  'DELETE /api/users/:username': 'not_admins',
  'POST /api/users/:username/link': 'not_admins',
  'DELETE /api/users/:username/factor': 'not_admins',
};

/** The rule of every route with an object in its address, by method and path. */
export const OBJECTS: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...Object.entries(OF_THE_DESK).flatMap(([path, methods]) =>
    methods.split(' ').map((method): [string, Rule] => [`${method} ${path}`, 'desk']),
  ),
  ...Object.entries(OF_SOMEBODY),
]);

/** Rules that are played where the whole of it is built up, and where that is. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'GET /api/invoice-files/:fileId/progress': 'tests/http/object-matrix.test.ts',
  'POST /api/invoice-files/:fileId/stop': 'tests/http/object-matrix.test.ts',
  'POST /api/cancellations/:id/approve': 'tests/cancellations/cancellations.test.ts',
  'PATCH /api/users/:username': 'tests/auth/four-eyes.test.ts',
  'DELETE /api/users/:username': 'tests/auth/four-eyes.test.ts',
  'POST /api/users/:username/link': 'tests/auth/four-eyes.test.ts',
  'DELETE /api/users/:username/factor': 'tests/auth/four-eyes.test.ts',
};
