import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { inclusionOf } from '../../../src/features/audit/log/proof-nodes.ts';
import { editionOf, packHtml } from '../../../src/features/audit/pack-html.ts';
import { makeProofPack } from '../../../src/features/audit/proof-pack.ts';
import type { ProofPack } from '../../../src/features/audit/verify/pack-format.ts';
import { indexOfEntries } from '../../../src/features/audit/verify/pack-statement.ts';
import type { AuditKeys } from '../../../src/platform/ledger/key-file.ts';
import { unwrap } from '../../../src/platform/ledger/unwrap.ts';
import { entryTexts } from '../../ledger/entry-texts.ts';
import { ledgerOnThisThread } from '../../ledger/on-this-thread.ts';
import { type Fixture, startFixture } from '../../sync/desk-fixture.ts';
import { act, closeCall, copyOf, fill, openCall, openLog } from '../log-fixture.ts';
import type { Ground } from './attack.ts';
import { LAST } from './database-attacks.ts';

const WHO = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' } as const;
const ORDERS = ['00000000-0000-4000-8000-000000000007', '00000000-0000-4000-8000-000000000008'] as const;

/** A log of two checkpoints, the first of them exported, and packs of another desk. */
export async function prepareGround(): Promise<Ground & { remove(): void }> {
  const log = await openLog();
  await fill(log, 20);
  const first = (await log.ledger.checkpoint())?.note ?? '';
  await log.ledger.maintain('compact');
  const oldBackup = copyOf(log.path);
  const detail = { size: 60, directory: true, endpoint: false };
  await log.ledger.record(
    [{ name: 'checkpoint.exported', args: { size: 60 } }],
    [{ action: 'audit.checkpoint_export', actor: 'system', origin: 'system', detail }],
  );
  await fill(log, (LAST - 61) / 3, 21);
  const last = (await log.ledger.checkpoint())?.note ?? '';
  await log.close();
  let files = 0;
  return {
    log,
    notes: { first, last },
    oldBackup,
    foreign: await foreignLog(),
    packs: await packs(),
    keep(content) {
      const path = join(log.folder, `sample-${files++}`);
      writeFileSync(path, content);
      return path;
    },
    copy: () => copyOf(log.path),
    resign: (path) => resign(path, log.keys),
    remove: () => log.remove(),
  };
}

/** A pack whose maker left the outcome of a call out of what the pack's own entry states. */
async function shortPack({ desk }: Fixture, whole: ProofPack): Promise<ProofPack> {
  const shown = whole.entries.slice(0, -1).filter(({ text }) => !text.includes('"call.outcome"'));
  const own = parseEntry(whole.entries.at(-1)?.text ?? '');
  const index = indexOfEntries(shown.map(({ text }) => text));
  const detail = { ...own.detail, entries: shown.length, index, edition: editionOf(shown, 'en') };
  const { actor, origin } = WHO;
  const draft = {
    action: 'audit.pack',
    actor,
    origin,
    refId: whole.refId,
    subject: own.subject,
    detail,
  } as const;
  const { seqs } = unwrap(await desk.ledger.record([], [draft]));
  const [seq = 0] = seqs;
  const [text = ''] = entryTexts(desk.reader, `seq = ${seq}`);
  const signed = await desk.ledger.checkpoint();
  const proof = (seq: number) => inclusionOf(desk.reader, seq, signed?.size ?? 0).map(toHex);
  const entries = [...shown, { seq, text }];
  return {
    ...whole,
    madeAt: parseEntry(text).at,
    checkpoint: signed?.note ?? '',
    entries: entries.map(({ seq, text }) => ({ seq, text, proof: proof(seq) })),
  };
}

async function resign(databasePath: string, keys: AuditKeys): Promise<void> {
  const forger = await ledgerOnThisThread({ databasePath, keys, clock: { now: () => Date.now() } });
  await forger.checkpoint();
  await forger.close();
}

async function foreignLog(): Promise<Ground['foreign']> {
  const other = await openLog();
  await fill(other, 1);
  const note = (await other.ledger.checkpoint())?.note ?? '';
  await other.close();
  other.remove();
  return { note, key: other.vkey };
}

async function packs(): Promise<Ground['packs']> {
  const fixture = await startFixture();
  try {
    for (const [n, refId] of ORDERS.entries()) await live(fixture, n, refId);
    const pack = (refId: string, reveal: boolean) =>
      makeProofPack(fixture.desk, WHO, refId, { reveal, reason: 'dispute 17', lang: 'en' });
    const plain = await pack(ORDERS[0], false);
    const opened = await pack(ORDERS[0], true);
    const other = await pack(ORDERS[1], false);
    return {
      key: fixture.desk.audit.publicKey,
      plain: JSON.stringify(plain),
      opened: JSON.stringify(opened),
      other: JSON.stringify(other),
      page: packHtml(opened, 'en'),
      short: JSON.stringify(await shortPack(fixture, plain)),
    };
  } finally {
    await fixture.close();
  }
}

/** A life of an order: registered, called about, acted on, revealed. */
async function live({ desk: { ledger } }: Fixture, n: number, refId: string): Promise<void> {
  const subject = randomUUID();
  const about = { refId, subject };
  const line = { refId, subjectId: subject, externalId: 'ACME' };
  const who = { actor: WHO.actor, origin: WHO.origin };
  const register = { lines: [line], knownBy: 'register', action: 'order.register', ...who } as const;
  await ledger.record([{ name: 'order.register', args: register }], []);
  const call = await ledger.record([{ name: 'call.open', args: openCall(n, about) }], []);
  if (!call.ok) throw new Error(call.code);
  const { callId } = call.results[0];
  await ledger.record([{ name: 'call.close', args: closeCall(callId, n) }], [{ ...act(n), ...about }]);
  const reveal = { ...act(n), ...about, action: 'personal_data.reveal', detail: { fields: ['msisdn'] } };
  await ledger.record([], [{ ...reveal, action: 'personal_data.reveal' }]);
}
