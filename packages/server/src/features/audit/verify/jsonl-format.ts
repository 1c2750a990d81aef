import * as z from 'zod';

/**
 * A log as lines of JSON: a header, the entries' stored bytes (one line each, exactly as hashed), a trailer.
 * `prefix` is the tree's edge before the first line, `proof` leads from the last line to the checkpoint's tree.
 */
export const EXPORT_FORMAT = 'srs-desk-audit-log/1';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

export const exportHeader = z.object({
  format: z.literal(EXPORT_FORMAT),
  origin: z.string(),
  exportedAt: z.string(),
  firstSeq: z.int().positive(),
  prevHash: hex32,
  prefix: z.string(),
  /** The filter, where not every entry is in it: then links between the lines are missing on purpose. */
  filter: z.record(z.string(), z.unknown()).nullable(),
  /** Signed statements about the log (restores, rotations of the key) that entries before the first line carry. */
  statements: z.array(z.string()).optional(),
});

export const exportTrailer = z.object({
  end: z.literal(EXPORT_FORMAT),
  entries: z.int().nonnegative(),
  lastSeq: z.int().nonnegative(),
  checkpoint: z.string().nullable(),
  /** Consistency proof from the tree after the last line to the checkpoint's; empty when they are the same. */
  proof: z.array(hex32),
});

export type ExportHeader = z.output<typeof exportHeader>;
export type ExportTrailer = z.infer<typeof exportTrailer>;
