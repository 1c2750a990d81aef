/** `user:anna` → `anna`; a program keeps what it is. */
export function whoOf(actor: string): string {
  return actor.startsWith('user:') ? actor.slice('user:'.length) : actor;
}
