import { sameBytes } from '@srs-desk/shared/audit/byte-text.ts';
import { type Checkpoint, openCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { NoteFormatError, noteIsSignedBy, parseNote, type VerifierKey } from '@srs-desk/shared/audit/note.ts';
import { isAfter, type LogPlace, placeOf, type RotationStatement } from '@srs-desk/shared/audit/statement.ts';
import { verifyEd25519 } from './ed25519.ts';
import type { Finding } from './finding.ts';
import { type OpenedNote, readUnsigned } from './open-checkpoint-note.ts';

/** A key, and the last place at which it may sign; null for the one in force. */
interface Link {
  readonly key: VerifierKey;
  readonly until: LogPlace | null;
}

/** The keys of a log, as far as they hang together with the one that was handed over: each hands over to the next. */
export class KeyRing {
  readonly #links: readonly Link[];

  private constructor(links: readonly Link[]) {
    this.#links = links;
  }

  /** Keys of which it is not known where one handed over to another: one alone, or those that somebody was given. */
  static of(...keys: readonly VerifierKey[]): KeyRing {
    return new KeyRing(keys.map((key) => ({ key, until: null })));
  }

  /**
   * The ring of one key and the rotations of the log, in their order. Rotations among keys that have nothing to do with it are
   * left alone: whatever those sign is foreign. Gives what is wrong with one as a finding.
   */
  static over(given: VerifierKey, rotations: readonly RotationStatement[]): KeyRing | Finding {
    const [first] = rotations;
    const keys = first === undefined ? [] : [first.from, ...rotations.map(({ to }) => to)];
    if (!keys.some((key) => sameKey(key, given))) return KeyRing.of(given);
    for (const [at, { from, to, note, checkpoint }] of rotations.entries()) {
      const before = keys[at];
      if (before === undefined || !sameKey(before, from))
        return unsound(checkpoint, 'it does not follow the key before it');
      const parsed = parseNote(note);
      if (![from, to].every((key) => noteIsSignedBy(parsed, key, verifyEd25519)))
        return unsound(checkpoint, 'it is not signed by both keys');
      if (checkpoint.origin !== to.name || from.name !== to.name)
        return unsound(checkpoint, 'it is of another log');
    }
    const links = keys.map((key, at) => {
      const rotation = rotations[at];
      return { key, until: rotation === undefined ? null : placeOf(rotation.checkpoint) };
    });
    return new KeyRing(links);
  }

  /** Whether this is the key that signs now. */
  isInForce(key: VerifierKey): boolean {
    const last = this.#links.at(-1);
    return last !== undefined && sameKey(last.key, key);
  }

  /** Reads a checkpoint note and checks its signature, its origin, and that its key was in force there. */
  open(note: string): OpenedNote {
    return readUnsigned(note, (checkpoint) => {
      const { signatures } = parseNote(note);
      const link = this.#links.findLast(({ key }) =>
        signatures.some(({ name, keyId }) => name === key.name && sameBytes(keyId, key.keyId)),
      );
      const at = `the checkpoint at ${checkpoint.size}`;
      if (link === undefined)
        return wrong(
          'checkpoint_foreign',
          `${at} of ${checkpoint.origin} is signed by another key than the one given`,
        );
      try {
        openCheckpoint(note, link.key, verifyEd25519);
      } catch (error) {
        if (!(error instanceof NoteFormatError)) throw error;
        return wrong('checkpoint_signature', `${at} does not hold: ${error.message}`);
      }
      if (link.until === null || !isAfter(placeOf(checkpoint), link.until)) return null;
      return wrong(
        'checkpoint_key',
        `${at} is signed by a key that was replaced after entry ${link.until.size}`,
      );
    });
  }
}

function sameKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.name === b.name && sameBytes(a.publicKey, b.publicKey);
}

function unsound({ size }: Checkpoint, why: string): Finding {
  return {
    seq: size + 1,
    code: 'statement',
    detail: `the rotation of the key after entry ${size} does not hold: ${why}`,
  };
}

function wrong(code: Finding['code'], detail: string): Finding {
  return { seq: null, code, detail };
}
