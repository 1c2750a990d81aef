import { hash } from 'node:crypto';

/**
 * Leaf hashes of stored texts (RFC 6962 §2.1), without an allocation per text: the hot loop of every verification.
 * Not re-entrant; one per thread.
 */
export class LeafHasher {
  #buffer = Buffer.alloc(64 * 1024);

  /** SHA-256(0x00 ‖ UTF-8 of text). */
  hash(text: string): Buffer {
    return hash('sha256', this.#leafOf(text), 'buffer');
  }

  /** As {@link hash}, in hex: without the buffer, which takes longer to make and to let go than to fill. */
  hex(text: string): string {
    return hash('sha256', this.#leafOf(text), 'hex');
  }

  #leafOf(text: string): Buffer {
    // A UTF-16 unit takes three bytes at most.
    if (text.length * 3 + 1 > this.#buffer.length) this.#buffer = Buffer.alloc(text.length * 3 + 1);
    this.#buffer[0] = 0;
    const length = this.#buffer.write(text, 1, 'utf8');
    return this.#buffer.subarray(0, length + 1);
  }
}
