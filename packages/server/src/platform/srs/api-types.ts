import { z } from 'zod';

/**
 * What SRS and the RA service send, as far as the desk reads it. Every assumption about names and forms that the
 * Integration Guide does not document stands in this file and in `endpoints.ts`, marked A (assumed) beside D
 * (documented); `docs/srs-api.md` lists them. Fields that are not named here are let through and kept.
 */

/** Ids stand in log entries, whose names are at most 256 characters of sound Unicode. */
const id = z
  .string()
  .max(256)
  .regex(/^\P{Surrogate}*$/u, 'holds a broken character');
const text = z.string().max(4096);

/** A: a time is ISO 8601 with an offset, or ms since epoch. */
const time = z.union([z.string().max(64), z.number()]);

/** A: the Ref ID is a UUID (D: "Swisscom reference to the transaction"); any short visible text is taken. */
export const wireRefId = z.string().regex(/^[\w.~-]{1,128}$/, 'is not a Ref ID');

const identity = {
  firstName: text.nullish(),
  lastName: text.nullish(),
  dob: text.nullish(),
  email: text.nullish(),
  country: text.nullish(),
  language: text.nullish(),
};

/** Answer of the placing call. D: Ref ID, Order ID, target URL. A: names, `status`, `externalId`, `createdAt`. */
export const placedAnswer = z.looseObject({
  refId: wireRefId,
  orderId: id.nullish(),
  targetUrl: z.string().max(4096).nullish(),
  issuer: id.nullish(),
  method: id.nullish(),
  status: id.nullish(),
  externalId: id.nullish(),
  createdAt: time.nullish(),
});
export type PlacedAnswer = z.infer<typeof placedAnswer>;

/** Answer of the status call. D: issuer, method, mobile number, statuses, reason. A: every name. */
export const identificationAnswer = z.looseObject({
  refId: wireRefId,
  orderId: id.nullish(),
  issuer: id.nullish(),
  method: id.nullish(),
  mobile: z.string().max(64).nullish(),
  externalId: id.nullish(),
  status: id,
  reason: text.nullish(),
  statuses: z
    .array(z.looseObject({ status: id, at: time.nullish() }))
    .max(1000)
    .nullish(),
  targetUrl: z.string().max(4096).nullish(),
  ...identity,
});
export type IdentificationAnswer = z.infer<typeof identificationAnswer>;

/** Answer of a successful verify call (D). */
export const evidenceAnswer = z.looseObject({ evidenceId: id.min(1) });
export type EvidenceAnswer = z.infer<typeof evidenceAnswer>;

const oneOrMany = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]);
const flag = z.union([z.boolean(), z.enum(['true', 'false', 'TRUE', 'FALSE'])]);

/** One identification method of the list. A: all names; lists may come as a single value. */
export const providerAnswer = z.looseObject({
  issuer: id,
  method: id,
  methodType: id.nullish(),
  jurisdiction: oneOrMany.nullish(),
  jurisdictions: oneOrMany.nullish(),
  loa: oneOrMany.nullish(),
  offline: flag.nullish(),
  webflow: flag.nullish(),
  realtime: flag.nullish(),
});
export type ProviderAnswer = z.infer<typeof providerAnswer>;

/** A: the list stands alone or under `providers`. */
export const providersAnswer = z.union([
  z.array(providerAnswer),
  z.looseObject({ providers: z.array(providerAnswer) }).transform(({ providers }) => providers),
]);

/** RFC 6749 §5.1 (D by reference: OAuth2 client credentials). */
export const tokenAnswer = z.looseObject({
  access_token: z.string().min(1).max(16_384),
  token_type: z.string().optional(),
  expires_in: z.coerce.number().positive().max(31_536_000).optional(),
});

/** A: an error's body names a code; RFC 6749 §5.2 calls it `error`. */
export const errorAnswer = z.looseObject({
  code: z.string().max(100).optional(),
  error: z.string().max(100).optional(),
});

/** A: codes of error answers (their reasons are D). */
export const WIRE_CODES = {
  orderFinal: 'ORDER_FINAL',
  evidenceNotFound: 'EVIDENCE_NOT_FOUND',
  termsNotAccepted: 'TERMS_NOT_ACCEPTED',
} as const;
