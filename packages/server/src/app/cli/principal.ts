import { userInfo } from 'node:os';
import type { Principal } from '../../platform/desk.ts';

/** Who acts through the command socket: whoever may read the data folder, named by the system's user. */
export function cliPrincipal(): Principal {
  const name = userInfo().username;
  return { kind: 'cli', name, role: 'admin', actor: `cli:${name}`, origin: 'cli' };
}
