import type { VerificationSummary } from '@srs-desk/shared/api/audit.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { InvalidInput } from '../../platform/errors.ts';
import { logEdges } from './log/queries.ts';
import { carriedUpTo } from './log/statement-carriers.ts';
import { LogHistory } from './verify/log-history.ts';
import { readVerifierKey } from './verify/open-checkpoint-note.ts';

/**
 * What cannot be read, or that this log's key did not sign, says nothing of the log: it is an answer to who gave it, and no
 * verdict. One of a key that had been replaced is signed, and told of by the verification. @throws InvalidInput
 */
function assertOurs({ reader, audit }: Desk, notes: readonly string[]): void {
  if (notes.length === 0) return;
  const carried = carriedUpTo(reader.connection, logEdges(reader).last);
  const history = new LogHistory(readVerifierKey(audit.publicKey), carried);
  const errors = notes.flatMap((note, at) => {
    const opened = history.open(note);
    return opened.ok || opened.finding.code === 'checkpoint_key'
      ? []
      : [[`checkpoints.${at}`, opened.finding.detail]];
  });
  if (errors.length > 0) throw new InvalidInput(Object.fromEntries(errors));
}

/**
 * Verifies the living log, or joins the verification that runs. Its result becomes an entry. @throws the reason of `gone`,
 * InvalidInput for a checkpoint that is none of this log
 */
export function startVerification(
  desk: Desk,
  who: Principal,
  checkpoints: readonly string[],
  gone?: AbortSignal,
): Promise<VerificationSummary> {
  assertOurs(desk, checkpoints);
  const origin = who.origin === 'cli' || who.origin === 'system' ? who.origin : 'user';
  const run = desk.audit.verification.run({ actor: who.actor, origin }, checkpoints, gone);
  run.then(
    ({ outcome, finding, facts }) => {
      if (outcome !== 'intact') desk.log.error({ outcome, finding }, 'the audit log did not verify');
      if (facts?.outcome === 'differ')
        desk.log.error({ differences: facts.differences }, 'the tables do not say what the audit log says');
      desk.events.publish([{ resource: 'audit', id: 'health' }]);
    },
    (error: unknown) => {
      if (!gone?.aborted) desk.log.error({ err: error }, 'the verification could not be written down');
    },
  );
  return run;
}
