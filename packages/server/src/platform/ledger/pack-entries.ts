import type { EntryColumns } from './entry-columns.ts';
import { leafRoom, writeLeaf } from './entry-leaf.ts';
import type { PreparedEntry } from './prepare-entry.ts';

/** Prepared entries as they cross to the thread that chains them: the bytes of all of them in one piece. */
export interface PackedEntries {
  columns: EntryColumns[];
  /** One leaf after the other (`entry-leaf.ts`), without gaps. */
  leaves: Uint8Array<ArrayBuffer>;
  /** Where each leaf ends, and where in `leaves` the hash of the entry before it goes. */
  ends: number[];
  hashesAt: number[];
}

const FIRST_ROOM = 4 * 1024 * 1024;

/** Gathers prepared entries. */
export class EntryPacker {
  #columns: EntryColumns[] = [];
  #ends: number[] = [];
  #hashesAt: number[] = [];
  #bytes = Buffer.allocUnsafeSlow(FIRST_ROOM);
  #length = 0;

  /** Number of entries gathered. */
  get count(): number {
    return this.#columns.length;
  }

  add(entry: PreparedEntry): void {
    this.#makeRoom(leafRoom(entry));
    const { hashAt, end } = writeLeaf(entry, this.#bytes, this.#length);
    this.#columns.push(entry.columns);
    this.#hashesAt.push(hashAt);
    this.#ends.push(end);
    this.#length = end;
  }

  /** What was gathered since the last time; its bytes may be given away. */
  take(): PackedEntries {
    const packed = {
      columns: this.#columns,
      leaves: new Uint8Array(this.#bytes.buffer as ArrayBuffer, 0, this.#length),
      ends: this.#ends,
      hashesAt: this.#hashesAt,
    };
    this.#columns = [];
    this.#ends = [];
    this.#hashesAt = [];
    this.#bytes = Buffer.allocUnsafeSlow(FIRST_ROOM);
    this.#length = 0;
    return packed;
  }

  #makeRoom(room: number): void {
    if (this.#length + room <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * this.#bytes.length + room);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
