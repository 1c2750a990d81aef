import { parseCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { parseNote } from '@srs-desk/shared/audit/note.ts';
import { lengthAndHash } from '../../../platform/recorder/exchange.ts';
import { LogFile, type StampRow } from '../log/log-file.ts';
import type { Stamp } from '../stamp/open-stamp.ts';
import { StampInvalid } from '../stamp/stamp-invalid.ts';
import { type StampStated, stampStated } from '../stamp/stamp-stated.ts';
import type { Finding, StampReport, Verification } from './finding.ts';

interface StatedStamp {
  seq: number;
  stated: StampStated;
}

type Held = { newest: StampReport['newest']; isTrusted: boolean };

/**
 * Adds how the time stamps of a database fared to its verification: each that the log tells of is there, is the one that it
 * tells of, and holds over its checkpoint; and none is there that it does not tell of. `trusted`: certificates (PEM) that an
 * authority's must lead to.
 */
export async function withTimeStamps(
  path: string,
  verification: Verification,
  trusted: readonly string[],
): Promise<Verification> {
  if (verification.outcome !== 'intact') return verification;
  const log = new LogFile(path);
  try {
    const { rows, entries } = log.stamps();
    const { firstSeq } = verification;
    const told = new Map(entries.map(statedIn).map((one) => [one.stated.size, one]));
    const untold = rows.find(({ size }) => size >= firstSeq && !told.has(size));
    if (untold !== undefined)
      return broken(verification, null, `no entry tells of the one over ${untold.size} entries`);
    const stored = new Map(rows.map((row) => [row.size, row]));
    const held: Held[] = [];
    for (const { seq, stated } of told.values()) {
      const row = stored.get(stated.size);
      // Its checkpoint was pruned, and it with it.
      if (row === undefined && stated.size < firstSeq - 1) continue;
      const [stamp, wrong] = await openStored(row, stated, trusted);
      if (stamp === null) return broken(verification, seq, wrong);
      held.push({ newest: stated, isTrusted: stamp.isTrusted });
    }
    return withHeld(verification, held, trusted);
  } finally {
    log.close();
  }
}

/**
 * Adds time stamps that somebody kept outside to a verification: each must hold over one of the checkpoints given with it
 * (texts of their notes).
 */
export async function withGivenStamps(
  verification: Verification,
  answers: readonly Uint8Array[],
  notes: readonly string[],
  trusted: readonly string[],
): Promise<Verification> {
  if (verification.outcome !== 'intact') return verification;
  const held: Held[] = [];
  for (const answer of answers) {
    const [found, wrong] = await openGiven(answer, notes, trusted);
    if (found === null) return broken(verification, null, wrong);
    held.push(found);
  }
  return withHeld(verification, held, trusted);
}

function statedIn({ seq, detail }: EntryV1): StatedStamp {
  return { seq, stated: stampStated.parse(detail) };
}

/** The stamp, or why it does not hold. */
async function openStored(
  row: StampRow | undefined,
  stated: StampStated,
  trusted: readonly string[],
): Promise<[Stamp, ''] | [null, string]> {
  const { size, nonce, policy } = stated;
  if (row?.note == null) return [null, `the one over ${size} entries is not stored any more`];
  if (lengthAndHash(row.answer).sha256 !== stated.sha256) return [null, 'it is not the one that was stored'];
  const [stamp, wrong] = await opened(row.answer, { note: row.note, nonce, policy }, trusted);
  if (stamp === null) return [null, wrong];
  const says = [iso(stamp.at), stamp.authority, stamp.serial].join();
  if (says !== [stated.stampedAt, stated.authority, stated.serial].join())
    return [null, 'it says something else than the entry states'];
  return [stamp, ''];
}

async function openGiven(
  answer: Uint8Array,
  notes: readonly string[],
  trusted: readonly string[],
): Promise<[Held, ''] | [null, string]> {
  let why = 'give the checkpoint that it is over (--checkpoint)';
  for (const note of notes) {
    const [stamp, wrong] = await opened(answer, { note, nonce: null, policy: null }, trusted);
    if (stamp === null) {
      why = wrong;
      continue;
    }
    const { size } = parseCheckpoint(parseNote(note).text);
    const { authority, policy, isTrusted } = stamp;
    return [{ newest: { size, stampedAt: iso(stamp.at), authority, policy }, isTrusted }, ''];
  }
  return [null, why];
}

/** One of an authority that is not trusted here holds: it says so itself. */
async function opened(
  answer: Uint8Array,
  wanted: { note: string; nonce: string | null; policy: string | null },
  trusted: readonly string[],
): Promise<[Stamp, ''] | [null, string]> {
  // Loaded only where there are stamps: ASN.1 takes a tenth of a second.
  const { openStamp } = await import('../stamp/open-stamp.ts');
  try {
    const stamp = await openStamp(answer, { ...wanted, trusted }).catch((error: unknown) => {
      if (!(error instanceof StampInvalid) || error.reason !== 'untrusted') throw error;
      return openStamp(answer, { ...wanted, trusted: [] });
    });
    return [stamp, ''];
  } catch (error) {
    if (error instanceof StampInvalid) return [null, error.message];
    throw error;
  }
}

function withHeld(
  verification: Verification,
  held: readonly Held[],
  trusted: readonly string[],
): Verification {
  const newest = held.reduce<Held | null>(
    (far, one) => (far === null || one.newest.size > far.newest.size ? one : far),
    null,
  );
  if (newest === null) return verification;
  const before = verification.timeStamps;
  const untrusted = held.filter(({ isTrusted }) => !isTrusted).length + (before?.untrusted ?? 0);
  const isFurther = before === undefined || newest.newest.size > before.newest.size;
  return {
    ...verification,
    timeStamps: {
      checked: held.length + (before?.checked ?? 0),
      untrusted,
      newest: isFurther ? newest.newest : before.newest,
    },
    warnings: [...new Set([...verification.warnings, ...trustWarning(untrusted, trusted)])],
  };
}

const iso = (at: number): string => new Date(at).toISOString();

function broken(verification: Verification, seq: number | null, why: string): Verification {
  const finding: Finding = { seq, code: 'time_stamp', detail: `a time stamp does not hold: ${why}` };
  return { ...verification, outcome: 'broken', finding };
}

function trustWarning(untrusted: number, trusted: readonly string[]): string[] {
  if (untrusted === 0) return [];
  return [
    trusted.length === 0
      ? 'whose the time stamps are was not checked: give the certificates of the authority’s CA (--tsa-ca)'
      : `${untrusted} time stamps are by authorities whose certificates do not lead to those given`,
  ];
}
