import { createHash } from 'node:crypto';
import type { StatementLogo } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../../platform/desk.ts';
import { unwrap } from '../../../../platform/ledger/unwrap.ts';
import { logoInUse, readLogoInUse } from './queries.ts';
import { readLogo } from './read-logo.ts';

/** The logo of the statements to come; null without one. */
export function currentLogo(desk: Desk): StatementLogo | null {
  const logo = readLogoInUse(desk.reader);
  return logo === undefined ? null : { ...logo, changedAt: iso(logo.changedAt) };
}

const entry = ({ actor, origin }: Principal, detail: Record<string, string | number | null>) =>
  ({ action: 'billing.logo.update', actor, origin, target: 'statements.issuer', detail }) as const;

/** Puts a PNG or JPEG on the statements to come; those that have a number keep theirs. @throws Unprocessable unless it is one */
export async function putLogo(desk: Desk, who: Principal, bytes: Buffer): Promise<StatementLogo | null> {
  const image = readLogo(bytes);
  const hash = createHash('sha256').update(image.content).digest('hex');
  const { media, width, height, content } = image;
  const detail = { before: logoInUse(desk.reader), after: hash, media, width, height, bytes: content.length };
  const args = { hash, ...image, by: who.name };
  unwrap(await desk.ledger.record([{ name: 'billing.put_logo', args }], [entry(who, detail)]));
  return currentLogo(desk);
}

/** Takes the logo off the statements to come. @throws NotFound */
export async function removeLogo(desk: Desk, who: Principal): Promise<void> {
  const detail = { before: logoInUse(desk.reader), after: null };
  unwrap(await desk.ledger.record([{ name: 'billing.remove_logo', args: null }], [entry(who, detail)]));
}
