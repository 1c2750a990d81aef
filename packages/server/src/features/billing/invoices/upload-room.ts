import { TooMany } from '../../../platform/errors.ts';

const MIB = 1024 * 1024;
const AGAIN_AFTER_MS = 30_000;

/** An uploaded file that waits to become an invoice. */
interface Kept {
  readonly id: string;
  readonly by: string;
  readonly size: number;
  /** Nothing is made of it just now, so that it may go for another. */
  readonly mayGo: boolean;
}

/** How many bytes uploaded files may take, under way and waiting: of each user, and of all together. */
export class UploadRoom {
  readonly #each: number;
  readonly #all: number;
  readonly #underWay = new Map<string, number>();

  constructor(each = 128 * MIB, all = 256 * MIB) {
    this.#each = each;
    this.#all = all;
  }

  /** Bytes that are under way, of all users. */
  get underWay(): number {
    return [...this.#underWay.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /**
   * Takes room for so many bytes more, beside `kept`, the oldest first; gives which of the user's own files must go for it.
   * @throws TooMany `uploads_full`, and nothing is taken
   */
  take(by: string, bytes: number, kept: readonly Kept[]): readonly string[] {
    const sizes = (files: readonly Kept[]) => files.reduce((sum, { size }) => sum + size, 0);
    const own = kept.filter((file) => file.by === by);
    const ownUnderWay = this.#underWay.get(by) ?? 0;
    const over = Math.max(
      sizes(own) + ownUnderWay + bytes - this.#each,
      sizes(kept) + this.underWay + bytes - this.#all,
    );
    const going: Kept[] = [];
    for (const file of own) if (file.mayGo && sizes(going) < over) going.push(file);
    if (sizes(going) < over)
      throw new TooMany(
        'uploads_full',
        'Too much is being uploaded, or waits to be imported. Import or wait, then upload again.',
        AGAIN_AFTER_MS,
      );
    this.#underWay.set(by, ownUnderWay + bytes);
    return going.map(({ id }) => id);
  }

  /** Gives back what was taken. */
  give(by: string, bytes: number): void {
    const left = (this.#underWay.get(by) ?? 0) - bytes;
    if (left > 0) this.#underWay.set(by, left);
    else this.#underWay.delete(by);
  }
}
