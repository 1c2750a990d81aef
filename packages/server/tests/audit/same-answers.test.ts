import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEntry } from '../../src/features/calls/queries.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { createSealer } from '../../src/platform/ledger/create-sealer.ts';
import { unwrap } from '../../src/platform/ledger/unwrap.ts';
import { startOfAnswerDay } from '../../src/platform/recorder/known-answers.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { closeCall, type LogFixture, openCall, openLog, START } from './log-fixture.ts';

const END_OF_DAY = startOfAnswerDay(START) + 86_400_000 - 1;
const BODY = { responseBody: '{"status":"CREATED"}', responseSha256: 'a'.repeat(64) };

interface Answered {
  at?: number;
  sealed?: typeof BODY;
  refId?: string;
  subject?: string;
}

describe('an answer that equals the one before', () => {
  let log: LogFixture;
  beforeAll(async () => {
    log = await openLog();
  });
  afterAll(async () => {
    await log.close();
    log.remove();
  });

  async function opened({ at = START, refId = 'r-1', subject }: Answered): Promise<number> {
    const args = openCall(1, { startedAt: at, refId, ...(subject === undefined ? {} : { subject }) });
    return unwrap(await log.ledger.record([{ name: 'call.open', args }], [])).results[0].callId;
  }

  /** A call and its answer: which call its outcome names, and what its page shows. */
  async function answered(answer: Answered) {
    const callId = await opened(answer);
    const { at: finishedAt = START, sealed = BODY } = answer;
    const args = closeCall(callId, 1, { finishedAt, sealed });
    const { seqs } = unwrap(await log.ledger.record([{ name: 'call.close', args }], []));
    const reader = openReader(log.path);
    const stored = parseEntry(entryTexts(reader, `seq = ${seqs[0]}`)[0] ?? '');
    const { uuid = '', subject, sealed: text } = findEntry(reader, seqs[0] ?? 0) ?? {};
    const shown = createSealer(reader, log.keys).open({ uuid, subject: subject ?? undefined, sealed: text });
    reader.close();
    return { callId, same: stored.detail.sameAnswerAs, isSealed: stored.sealed !== undefined, shown };
  }

  it('names it, on the same day, of the same order and person; its page shows the body', async () => {
    const first = await answered({});
    expect(first).toMatchObject({ same: undefined, isSealed: true, shown: BODY });
    const again = await answered({ at: START + 1000 });
    expect(again).toMatchObject({ same: first.callId, isSealed: false, shown: BODY });
    expect((await answered({ refId: 'r-2' })).same).toBeUndefined();
    const other = { ...BODY, responseSha256: 'b'.repeat(64) };
    expect((await answered({ sealed: other })).same).toBeUndefined();
    // Of other bytes than the last: kept anew, whatever was known before.
    const back = await answered({});
    expect(back.same).toBeUndefined();
    expect((await answered({ at: END_OF_DAY })).same).toBe(back.callId);
    expect((await answered({ at: END_OF_DAY + 1 })).same).toBeUndefined();
    expect((await answered({ at: END_OF_DAY + 1, subject: 'another' })).same).toBeUndefined();
    const redacted = { ...BODY, responseBody: '{"status":null}' };
    expect(
      (await answered({ at: END_OF_DAY + 1, subject: 'another', sealed: redacted })).same,
    ).toBeUndefined();
  });

  it('never names a call that was taken back', async () => {
    const callId = await opened({ refId: 'r-9' });
    const close = {
      name: 'call.close',
      args: closeCall(callId, 9, { finishedAt: START, sealed: BODY }),
    } as const;
    // The second close of the same call undoes the first with it.
    expect(await log.ledger.record([close, close], [])).toMatchObject({ ok: false, code: 'call_not_open' });
    expect((await answered({ refId: 'r-9' })).same).toBeUndefined();
  });
});
