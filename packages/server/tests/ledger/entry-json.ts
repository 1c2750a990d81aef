import { isoTime } from '../../src/platform/db/iso-time.ts';

/** SQL for what is open of an entry, as the members of its text; `sealed` says whether there is something sealed. */
export const ENTRY_JSON = `json_object('action', action, 'actor', actor, 'at', ${isoTime('at')}, 'callId', call_id, 'detail', json(detail),
  'externalId', external_id, 'kind', kind, 'operation', operation, 'orderId', order_id, 'origin', origin, 'outcome', outcome,
  'refId', ref_id, 'sealed', json(iif(sealed IS NULL, 'false', 'true')), 'seq', seq, 'subject', subject_id, 'target', target)`;
