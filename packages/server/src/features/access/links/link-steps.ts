import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';

/** How long an invitation works, ms: a weekend must not end it. */
const INVITATION_MS = 7 * 86_400_000;
/** How long a link to set a new password works, ms. */
const RESET_MS = 86_400_000;

/** What makes a link work, from now on, and records it. `linkHash`: SHA-256 (hex) of its token; `agreed`: an approval let it through. */
export function linkSteps(
  desk: Desk,
  who: Principal,
  {
    username,
    invited,
    linkHash,
    agreed,
  }: { username: string; invited: boolean; linkHash: string; agreed: boolean },
): { expiresAt: number; call: CommandCall; entry: EntryDraft } {
  const expiresAt = desk.clock.now() + (invited ? INVITATION_MS : RESET_MS);
  return {
    expiresAt,
    call: {
      name: 'account_link.create',
      args: {
        username,
        tokenHash: Buffer.from(linkHash, 'hex'),
        expiresAt,
        byCommandLine: who.kind === 'cli',
        by: { actor: who.actor },
        agreed,
      },
    },
    entry: {
      action: invited ? 'user.invite' : 'user.reset_link',
      actor: who.actor,
      origin: who.origin,
      target: username,
      detail: { expiresAt: iso(expiresAt) },
    },
  };
}
