import { userInfo } from 'node:os';
import type { Principal } from '../../platform/desk.ts';

/** Who acts through the command socket: whoever may read the data folder, named by the system's user. */
export function cliPrincipal(): Principal {
  const name = systemUser();
  return { kind: 'cli', name, role: 'admin', actor: `cli:${name}`, origin: 'cli' };
}

// A container may give a process a number that no user has.
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.()}`;
  }
}
