import type { VerificationSummary } from '@srs-desk/shared/api/audit.ts';
import type { Desk, Principal } from '../../platform/desk.ts';

/** Verifies the living log, or joins the verification that runs. Its result becomes an entry. @throws the reason of `gone` */
export function startVerification(
  desk: Desk,
  who: Principal,
  checkpoints: readonly string[],
  gone?: AbortSignal,
): Promise<VerificationSummary> {
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
