import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { NoteFormatError, type VerifierKey } from '@srs-desk/shared/audit/note.ts';
import { isBackup } from '../../features/audit/backup/read-backup.ts';
import type { FactsReport } from '../../features/audit/facts/check-facts.ts';
import { factsLines } from '../../features/audit/facts/report-lines.ts';
import { withGivenStamps, withTimeStamps } from '../../features/audit/verify/check-stamps.ts';
import { exitCodeOf, insistOnSignature, type Verification } from '../../features/audit/verify/finding.ts';
import { readVerifierKey } from '../../features/audit/verify/open-checkpoint-note.ts';
import { verifyConsistencyText } from '../../features/audit/verify/verify-consistency.ts';
import { verifyDatabase } from '../../features/audit/verify/verify-database.ts';
import { verifyJsonl } from '../../features/audit/verify/verify-jsonl.ts';
import { verifyPack } from '../../features/audit/verify/verify-pack.ts';
import { dataDirOf } from '../../platform/config/config.ts';
import { readEnvironment } from '../../platform/config/env.ts';
import { certificateFile } from '../../platform/config/outbound.ts';
import { findPublicKey, readBytes, readText } from './audit-config.ts';
import { CommandFailed, say } from './command.ts';
import { type VerifiedSubject, verificationLines } from './verification-lines.ts';

/** What `desk audit verify` was asked for. */
export interface VerifyFlags {
  db?: string;
  jsonl?: string;
  pack?: string;
  consistency?: string;
  checkpoint?: string[];
  key?: string[];
  json?: boolean;
  chainOnly?: boolean;
  facts?: boolean;
  tsaCa?: string;
  timeStamp?: string[];
}

/** Checks the log as asked, and says what was found. @throws CommandFailed with exit code 1 (broken) or 2 (could not check) */
export async function verifyAsAsked(flags: VerifyFlags): Promise<void> {
  const verification = await verify(flags);
  const facts = flags.facts ? await factsOf(databaseOf(flags)) : null;
  if (flags.json) say(JSON.stringify({ ...verification, ...(facts ? { facts } : {}) }, null, 2));
  else {
    for (const line of verificationLines(verification, subjectOf(flags))) say(line);
    for (const line of facts === null ? [] : factsLines(facts)) say(line);
  }
  const code = worstOf(exitCodeOf(verification), facts);
  if (code !== 0) throw new CommandFailed('', code);
}

async function factsOf(path: string): Promise<FactsReport> {
  const { checkFacts } = await import('../../features/audit/facts/check-facts.ts');
  return checkFacts({ path });
}

/** What is broken outweighs what could not be checked. */
function worstOf(code: 0 | 1 | 2, facts: FactsReport | null): 0 | 1 | 2 {
  if (code === 1 || facts === null || facts.outcome === 'agree') return code;
  return facts.outcome === 'differ' ? 1 : 2;
}

function subjectOf({ pack, consistency }: VerifyFlags): VerifiedSubject {
  if (consistency !== undefined) return 'consistency';
  return pack === undefined ? 'log' : 'pack';
}

const databaseOf = (flags: VerifyFlags): string => flags.db ?? join(dataDirOf(readEnvironment()), 'desk.db');

async function verify(flags: VerifyFlags): Promise<Verification> {
  const { db, jsonl, pack, consistency } = flags;
  if ([db, jsonl, pack, consistency].filter((file) => file !== undefined).length > 1) {
    throw new CommandFailed('give one of --db, --jsonl, --pack and --consistency', 2);
  }
  const apart = jsonl ?? pack ?? consistency;
  if (flags.facts && apart !== undefined) {
    throw new CommandFailed('--facts compares a database with its own log: give no --jsonl and no --pack', 2);
  }
  const path = databaseOf(flags);
  const source = apart ?? path;
  if (!existsSync(source)) throw new CommandFailed(`${source}: there is no such file`, 2);
  if (source === path) assertDatabase(path);
  const checkpoints = (flags.checkpoint ?? []).map(readText);
  if (flags.consistency !== undefined) return consistencyVerdict(flags.consistency, checkpoints, flags.key);
  const [givenKey, ...moreKeys] = flags.key ?? [];
  if (moreKeys.length > 0)
    throw new CommandFailed(
      'a log and a pack are checked by one key: give --key once, whichever you hold',
      2,
    );
  if (flags.pack !== undefined) {
    if (checkpoints.length > 0)
      throw new CommandFailed(
        'a pack is checked against the checkpoint inside it: leave out --checkpoint',
        2,
      );
    // The desk's own key would vouch for the desk: an outsider's must be given.
    return verifyPack(
      readText(flags.pack),
      givenKey === undefined ? null : readKey(findPublicKey(givenKey, path)?.text ?? null),
    );
  }
  const found = findPublicKey(givenKey, path);
  const key = readKey(found?.text ?? null);
  if (key === null && checkpoints.length > 0) {
    throw new CommandFailed('a checkpoint can be checked only with the public key: give --key', 2);
  }
  const verification = await verifyLog(flags, { path, key, checkpoints });
  if (found !== null && givenKey === undefined)
    verification.warnings.push(`checked by the public key found in ${found.path}`);
  return insistOnSignature(verification);
}

async function verifyLog(
  flags: VerifyFlags,
  log: { path: string; key: VerifierKey | null; checkpoints: string[] },
): Promise<Verification> {
  const trusted = trustedAuthorities(flags.tsaCa);
  const { path, checkpoints } = log;
  const verification =
    flags.jsonl !== undefined
      ? await verifyJsonl({ ...log, path: flags.jsonl })
      : await withTimeStamps(
          path,
          await verifyDatabase({
            ...log,
            threads: Math.min(4, availableParallelism()),
            depth: flags.chainOnly ? 'chain' : 'all',
          }),
          trusted,
        );
  const answers = (flags.timeStamp ?? []).map(readBytes);
  return await withGivenStamps(verification, answers, checkpoints, trusted);
}

/** Certificates that time stamps are held against; none without a file. @throws CommandFailed */
function trustedAuthorities(given: string | undefined): readonly string[] {
  const path = given ?? readEnvironment().TSA_CA_FILE;
  if (path === undefined || path === '') return [];
  const read = certificateFile.safeParse(path);
  if (read.success) return read.data;
  throw new CommandFailed(`${path} ${read.error.issues.map(({ message }) => message).join(', ')}`, 2);
}

function consistencyVerdict(proof: string, checkpoints: string[], keyFiles: string[] = []): Verification {
  const [older, ...more] = checkpoints;
  if (older === undefined || more.length > 0)
    throw new CommandFailed('give the one older checkpoint that you kept: --checkpoint FILE', 2);
  // As for a pack: an outsider's key, not the one that lies beside the desk.
  if (keyFiles.length === 0)
    throw new CommandFailed('give the public key that you were handed: --key FILE', 2);
  const keys = keyFiles.flatMap((file) => readKey(findPublicKey(file, '')?.text ?? null) ?? []);
  return verifyConsistencyText(readText(proof), older, keys);
}

const SQLITE = 'SQLite format 3\0';

/** @throws CommandFailed that says what the file is instead, and how its log is checked. */
function assertDatabase(path: string): void {
  const head = startOf(path, 64);
  if (head === '' || head.startsWith(SQLITE)) return;
  const instead = isBackup(head)
    ? `an encrypted backup, no database. Restore it into an empty folder, which also verifies its log:
  DATA_DIR=<empty folder> AUDIT_KEY_FILE=<the desk's audit-key.json> desk restore --from ${path}`
    : head.startsWith('{')
      ? 'no database but a text: an exported log is checked by --jsonl, the proof pack of an order by --pack'
      : 'no SQLite database';
  throw new CommandFailed(`${path} is ${instead}`, 2);
}

function startOf(path: string, bytes: number): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, bytes, 0));
  } finally {
    closeSync(file);
  }
}

function readKey(text: string | null): VerifierKey | null {
  if (text === null) return null;
  try {
    return readVerifierKey(text);
  } catch (error) {
    if (error instanceof NoteFormatError)
      throw new CommandFailed(`the public key cannot be read: ${error.message}`, 2);
    throw error;
  }
}
