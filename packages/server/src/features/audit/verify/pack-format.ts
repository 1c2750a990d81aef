import { z } from 'zod';

/** The proof pack of an order: everything an outsider needs to check its entries, in one file. */
export const PACK_FORMAT = 'srs-desk-proof-pack/1';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

const packEntry = z.object({
  seq: z.int().positive(),
  /** The stored bytes, as hashed. */
  text: z.string(),
  /** RFC 6962 audit path, lowest sibling first, hex. */
  proof: z.array(hex32),
  /** What was sealed, in clear, where the pack was made to show it. */
  opened: z.string().optional(),
});

const proofPack = z.object({
  format: z.literal(PACK_FORMAT),
  madeAt: z.string(),
  refId: z.string(),
  orderId: z.string().nullable(),
  externalId: z.string().nullable(),
  /** The signed checkpoint all proofs lead to. */
  checkpoint: z.string(),
  /** The log's public key as the pack's maker states it; an auditor compares it with the one handed over before. */
  publicKey: z.string(),
  /** Keys of the sealed parts, by subject (base64), where the pack was made to show them. */
  subjectKeys: z.record(z.string(), z.string()).optional(),
  entries: z.array(packEntry),
  howToCheck: z.array(z.string()),
});

export type ProofPack = z.infer<typeof proofPack>;
export type PackEntry = z.infer<typeof packEntry>;

/** Where the JSON stands inside the readable page. */
export const PACK_ELEMENT = 'srs-desk-proof-pack';

/** The pack inside a JSON file or its readable page; null when there is none. */
export function readPack(text: string): ProofPack | null {
  const opening = `<script type="application/json" id="${PACK_ELEMENT}">`;
  const start = text.indexOf(opening);
  const json =
    start < 0 ? text : text.slice(start + opening.length, text.indexOf('</script>', start + opening.length));
  try {
    const parsed = proofPack.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
