import type { CallOperation } from '@srs-desk/shared/call/fields.ts';

/**
 * What SRS and the RA service send, as far as the desk reads it: the names of the fields on the wire. Every assumption about
 * names that the Integration Guide does not document stands in this file and in `endpoints.ts`, marked A (assumed) beside D
 * (documented); `docs/srs-api.md` lists them. Which forms a field may have is told in `wire-fields.ts`.
 */

/** Answer of the status call. D: that issuer, method, mobile number, statuses and reason are told. A: every name. */
export const STATUS_FIELDS = [
  'refId',
  'status',
  'reason',
  'statuses',
  'orderId',
  'externalId',
  'issuer',
  'method',
  'mobile',
  'targetUrl',
  'firstName',
  'lastName',
  'dob',
  'email',
  'country',
  'language',
] as const;

/** Answer of the placing call. D: Ref ID, Order ID, target URL. A: names, `status`, `externalId`, `createdAt`. */
export const PLACED_FIELDS = [
  'refId',
  'orderId',
  'targetUrl',
  'issuer',
  'method',
  'status',
  'externalId',
  'createdAt',
] as const;

/** One identification method of the list. A: all names; the list stands alone or under `providers`. */
const PROVIDER_FIELDS = [
  'issuer',
  'method',
  'methodType',
  'jurisdiction',
  'loa',
  'offline',
  'webflow',
  'realtime',
] as const;

/** What the desk expects in the answers of each operation, by name. D: `evidenceId`; of the token RFC 6749 §5.1. */
export const EXPECTED_FIELDS: Readonly<Partial<Record<CallOperation, readonly string[]>>> = {
  token: ['access_token', 'token_type', 'expires_in'],
  list_methods: PROVIDER_FIELDS,
  place_order: PLACED_FIELDS,
  get_status: STATUS_FIELDS,
  verify: ['evidenceId'],
};

/** A: the Ref ID is a UUID (D: "Swisscom reference to the transaction"); any short visible text is taken. */
export const WIRE_REF_ID = /^[\w.~-]{1,128}$/;

/** A: codes of error answers (their reasons are D). Compared like the names of statuses. */
export const WIRE_CODES = {
  orderFinal: 'ORDER_FINAL',
  evidenceNotFound: 'EVIDENCE_NOT_FOUND',
  termsNotAccepted: 'TERMS_NOT_ACCEPTED',
} as const;
