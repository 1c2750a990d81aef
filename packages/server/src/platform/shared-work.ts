/** Work that several may wait for: stopped when the last of them has left, unless somebody wants it in any case. */
export class SharedWork {
  readonly #stop = new AbortController();
  /** Those who wait; null when it is wanted in any case. */
  #waiting: Set<AbortSignal> | null = new Set();

  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** One more wants it: until `gone`, or in any case. */
  join(gone: AbortSignal | undefined): void {
    if (gone === undefined) this.#waiting = null;
    if (gone === undefined || this.#waiting === null) return;
    this.#waiting.add(gone);
    const leave = () => {
      this.#waiting?.delete(gone);
      if (this.#waiting?.size === 0) this.stop();
    };
    if (gone.aborted) leave();
    else gone.addEventListener('abort', leave, { once: true });
  }

  stop(): void {
    this.#stop.abort();
  }
}
