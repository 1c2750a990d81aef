import type { FileLanguage } from '../../../platform/tables/made-file.ts';

/** What the thread that writes a ZIP of statements is started with. */
export interface ZipWork {
  /** Where the ZIP is written. */
  readonly path: string;
  /** The time of all files in it, ms. */
  readonly mtime: number;
}

/** What the thread is told: a `PrintedStatement` more, serialized, in the language of its files, or that there are no more. */
export type ZipOrder =
  | { readonly kind: 'statement'; readonly printed: Uint8Array; readonly language: FileLanguage }
  | { readonly kind: 'end' };

/** What it answers to each: how many bytes are written by now. */
export interface ZipAnswer {
  readonly bytes: number;
}
