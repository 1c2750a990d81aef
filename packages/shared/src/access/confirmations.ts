/**
 * How an act is confirmed, in proportion to what a mistake would cost:
 * - `reason`: it cannot be undone, at SRS or for a person's data, or the log has to hold why: a dialog shows what, whom and since
 *   when, and asks for the reason;
 * - `ask`: it gives something out or settles it: it is done from a dialog or a page that shows the whole of it;
 * - `undo`: done at once, and taken back by one click for a while;
 * - `none`: done at once; it is set back where it was set, or takes nothing away.
 */
type Confirmation = 'reason' | 'ask' | 'undo' | 'none';

/** Every act of the web app that changes something or sends something out, by its name there. */
export const CONFIRMATIONS = {
  cancelOrder: 'reason',
  executeRequest: 'reason',
  askCancellation: 'reason',
  planCancellation: 'reason',
  rejectCancellation: 'reason',
  stopCancellation: 'reason',
  erasePerson: 'reason',
  setLegalHold: 'reason',
  revealPerson: 'reason',
  makeProofPack: 'reason',
  makePersonFile: 'reason',
  reopenPeriod: 'reason',
  rejectRequest: 'reason',
  executeCancellation: 'ask',
  approveCancellation: 'ask',
  placeOrder: 'ask',
  settleOrphan: 'ask',
  noteMessage: 'ask',
  settleLines: 'ask',
  exportLog: 'ask',
  approveRequest: 'ask',
  approvePlannedAct: 'ask',
  inviteUser: 'ask',
  makeAccountLink: 'ask',
  renewRecoveryCodes: 'ask',
  removeFactor: 'ask',
  resetFactor: 'ask',
  dismissRequest: 'undo',
  setWork: 'undo',
  reopenRequest: 'none',
  removeLogo: 'none',
  discardCancellation: 'none',
  pauseCancellation: 'none',
  resumeCancellation: 'none',
  retryCancellation: 'none',
  planRemainder: 'none',
  runPolicy: 'none',
} as const satisfies Readonly<Record<string, Confirmation>>;

/** What is taken away, by its resource: at once with the way back, or after a question. */
export const REMOVALS = {
  'cancellation-policies': 'undo',
  aliases: 'undo',
  'price-groups': 'undo',
  'billable-rules': 'undo',
  prices: 'ask',
  invoices: 'ask',
  'api-keys': 'ask',
  users: 'ask',
} as const satisfies Readonly<Record<string, Confirmation>>;
