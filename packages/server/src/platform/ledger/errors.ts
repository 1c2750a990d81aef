/** Why the ledger did not write. `unknown`: it stopped while it did, so the command may be in the file; else nothing happened. */
export type WhyUnwritten = 'full' | 'busy' | 'latched' | 'closed' | 'unknown';

/** The ledger cannot write now. Maps to 503. */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
  constructor(
    readonly reason: WhyUnwritten,
    detail: string,
  ) {
    super(`the ledger cannot write (${reason}): ${detail}`);
  }

  /** Whether nothing happened for a reason outside the desk, which passes. */
  get passes(): boolean {
    return this.reason === 'busy' || this.reason === 'full';
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
