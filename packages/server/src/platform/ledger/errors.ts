/**
 * The ledger cannot write now: nothing of the command happened, unless it is `latched`: what it latched at may be in the file.
 * Maps to 503.
 */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
  constructor(
    readonly reason: 'full' | 'busy' | 'latched' | 'closed',
    detail: string,
  ) {
    super(`the ledger cannot write (${reason}): ${detail}`);
  }
}

/** A command that no correct program sends: unknown change, no entry, an entry that cannot be written down. */
export class LedgerMisuse extends Error {
  override readonly name = 'LedgerMisuse';
}

/** Thrown by a change whose guard did not hold: the command is undone and answered `{ok: false, code, detail}`. */
export class GuardConflict extends Error {
  override readonly name = 'GuardConflict';
  constructor(
    readonly code: string,
    readonly detail: Record<string, unknown> = {},
  ) {
    super(`guard: ${code}`);
  }
}
