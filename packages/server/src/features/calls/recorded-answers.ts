import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import { and, desc, gte, inArray, isNotNull } from 'drizzle-orm';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import type { Sealer } from '../../platform/ledger/sealer.ts';
import { calls } from '../../platform/recorder/table.ts';
import { findEntry, headersIn } from './queries.ts';

/** An answer as it was recorded: its body opened, secrets taken out. */
export interface RecordedAnswer {
  operation: CallOperation;
  httpStatus: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

const OPERATIONS = ['token', 'list_methods', 'place_order', 'get_status', 'cancel_order', 'verify'] as const;

const answered = statement({ since: calls.startedAt, limit: 'integer' }, (db, { since, limit }) =>
  db
    .select({ operation: calls.operation, httpStatus: calls.httpStatus, seq: calls.seqOutcome })
    .from(calls)
    .where(
      and(
        gte(calls.startedAt, since),
        isNotNull(calls.httpStatus),
        isNotNull(calls.seqOutcome),
        inArray(calls.operation, [...OPERATIONS]),
      ),
    )
    .orderBy(desc(calls.startedAt))
    .limit(limit),
);

/** The answers since a time (ms since epoch), the newest first; those that were erased are left out. */
export function* recordedAnswers(
  reader: Reader,
  sealer: Sealer,
  since: number,
  limit: number,
): Generator<RecordedAnswer> {
  for (const { operation, httpStatus, seq } of answered(reader).all({ since, limit })) {
    const entry = seq === null ? undefined : findEntry(reader, seq);
    if (entry === undefined || httpStatus === null) continue;
    const { detail, sealed } = entry;
    const opened =
      sealed === undefined || entry.subject === null
        ? detail
        : sealer.open({ uuid: entry.uuid, subject: entry.subject, sealed });
    if (opened === null) continue;
    const body = typeof opened.responseBody === 'string' ? opened.responseBody : '';
    yield { operation, httpStatus, headers: headersIn(detail.responseHeaders) ?? {}, body };
  }
}
