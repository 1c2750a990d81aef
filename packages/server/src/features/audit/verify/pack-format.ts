import * as z from 'zod';

const FORMAT_NAME = 'srs-desk-proof-pack';

/** The proof pack of an order: everything an outsider needs to check its entries, in one file. */
export const PACK_FORMAT = `${FORMAT_NAME}/2`;

/** Packs of this format hold no index of their entries: what was left out of one cannot be seen. */
const FORMAT_WITHOUT_INDEX = `${FORMAT_NAME}/1`;

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

const packEntry = z.strictObject({
  seq: z.int().positive(),
  /** The stored bytes, as hashed. */
  text: z.string(),
  /** RFC 6962 audit path, lowest sibling first, hex. */
  proof: z.array(hex32),
  /** What was sealed, in clear, where the pack was made to show it. */
  opened: z.string().optional(),
});

const proofPack = z.strictObject({
  format: z.literal(PACK_FORMAT),
  madeAt: z.string(),
  refId: z.string(),
  orderId: z.string().nullable(),
  externalId: z.string().nullable(),
  /** The signed checkpoint all proofs lead to. */
  checkpoint: z.string(),
  /** The log's public key as the pack's maker states it; an auditor compares it with the one handed over before. */
  publicKey: z.string(),
  /** Everything about the order; the last is the entry of the pack itself, with the index of those before it. */
  entries: z.array(packEntry),
  /** Keys of the sealed parts, by subject (base64), where the pack was made to show them. */
  subjectKeys: z.record(z.string(), z.string()).optional(),
  howToCheck: z.array(z.string()),
});

export type ProofPack = z.infer<typeof proofPack>;
export type PackEntry = z.infer<typeof packEntry>;

/** Where the JSON stands inside the readable page. */
export const PACK_ELEMENT = FORMAT_NAME;

type PackReading =
  | { state: 'read'; pack: ProofPack; isPage: boolean }
  /** It says that it is a pack and is none: something was changed in it. */
  | { state: 'spoilt'; why: string }
  /** Nothing of a pack is in it, or nothing is left. */
  | { state: 'no_pack' }
  | { state: 'older_format'; why: string };

/** Reads the pack inside a JSON file or its readable page. */
export function readPack(text: string): PackReading {
  const opening = `<script type="application/json" id="${PACK_ELEMENT}">`;
  const start = text.indexOf(opening);
  const isPage = start >= 0;
  const end = text.indexOf('</script>', start + opening.length);
  const json = isPage ? text.slice(start + opening.length, end) : text;
  const value = parseJson(json);
  if (isRecord(value) && value.format === FORMAT_WITHOUT_INDEX)
    return { state: 'older_format', why: 'a pack of format 1 has no index of its entries: make it anew' };
  const parsed = proofPack.safeParse(value);
  if (parsed.success) {
    if (isSpeltOnce(json, value)) return { state: 'read', pack: parsed.data, isPage };
    return { state: 'spoilt', why: 'a field stands in it twice, or is spelt in another way' };
  }
  const claims =
    text.includes(FORMAT_NAME) || (isRecord(value) && 'entries' in value && 'checkpoint' in value);
  if (!claims) return { state: 'no_pack' };
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'the pack' : issue.path.join('.');
  return { state: 'spoilt', why: `${where}: ${issue?.message ?? 'invalid'}` };
}

// Of a key that stands twice, readers see one or the other. White space, and how a character is escaped, say nothing.
function isSpeltOnce(json: string, value: unknown): boolean {
  const tokens = json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (token) =>
    token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : '',
  );
  return tokens === JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
