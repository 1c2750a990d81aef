import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES } from '@srs-desk/shared/access/roles.ts';
import { credentialDigest } from '../../features/access/index.ts';
import { hashPassword } from '../../features/access/sessions/password.ts';
import { listUsernames } from '../../features/access/users/queries.ts';
import type { RunningDesk } from '../open-desk.ts';

/** File in the data folder that keeps the demo's password from one start to the next. */
const DEMO_PASSWORD_FILE = 'demo-password';

/** Makes the demo's logins, one per role and called like it, those that miss; one password for all. */
export async function prepareDemo(desk: RunningDesk): Promise<void> {
  const known = new Set(listUsernames(desk.reader));
  const missing = ROLES.filter((role) => !known.has(role));
  if (missing.length === 0) return;
  const passwordHash = await hashPassword(demoPassword(desk));
  for (const role of missing) {
    await desk.ledger.record(
      [
        {
          name: 'user.create',
          args: { username: role, displayName: DISPLAY_NAMES[role], role, passwordHash },
        },
      ],
      [
        {
          action: 'user.create',
          actor: 'system',
          origin: 'system',
          target: role,
          detail: { role, credential: credentialDigest(passwordHash), demo: true },
        },
      ],
    );
  }
}

const DISPLAY_NAMES = {
  auditor: 'Otto Auditor',
  support: 'Sam Support',
  finance: 'Fiona Finance',
  admin: 'Ada Admin',
};

function demoPassword(desk: RunningDesk): string {
  if (desk.config.demoPassword !== null) return desk.config.demoPassword.reveal();
  const path = join(desk.config.dataDir, DEMO_PASSWORD_FILE);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const password = randomBytes(12).toString('base64url');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}
