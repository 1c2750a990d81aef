import { ByteTextError, fromBase64, toBase64 } from './byte-text.ts';
import { HASH_BYTES } from './chain.ts';
import { NoteFormatError } from './note.ts';

/** What shows a witness that the log only grew: what it is asked with (c2sp.org/tlog-witness, `add-checkpoint`). */
interface ConsistencyText {
  /** Entries under the checkpoint that the witness holds. */
  readonly oldSize: number;
  /** Consistency proof from there (RFC 6962 §2.1.2). */
  readonly proof: readonly Uint8Array[];
  /** The newer checkpoint, signed. */
  readonly note: string;
}

/** `old` and the size, a line of base64 per hash, an empty line, the newer checkpoint's note. */
export function formatConsistency({ oldSize, proof, note }: ConsistencyText): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}

/** Reads {@link formatConsistency}'s text. @throws NoteFormatError */
export function parseConsistency(text: string): ConsistencyText {
  const end = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  const size = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1];
  if (size === undefined || !Number.isSafeInteger(Number(size)))
    throw new NoteFormatError('a consistency proof begins with "old" and a size, and has an empty line');
  return { oldSize: Number(size), proof: lines.map(hashIn), note: text.slice(end + 2) };
}

function hashIn(line: string): Uint8Array {
  try {
    const hash = fromBase64(line);
    if (hash.length === HASH_BYTES) return hash;
  } catch (error) {
    if (!(error instanceof ByteTextError)) throw error;
  }
  throw new NoteFormatError('a line of a consistency proof is not the base64 of 32 bytes');
}
