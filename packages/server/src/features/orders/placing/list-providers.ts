import { randomUUID } from 'node:crypto';
import type { OfferedMethod } from '@srs-desk/shared/api/methods.ts';
import type { EvidenceCheck, EvidenceInput } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName, methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import { COUNTRY_CODE } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput } from '../../../platform/errors.ts';
import { NUMBER_PROBLEM_WORDS, numberReader } from '../../../platform/phone-number.ts';
import type { ProviderFilter } from '../../../platform/srs/srs-call.ts';
import { knownOrder } from '../known-order.ts';
import { placedBefore } from '../queries.ts';
import { srsTrouble } from '../srs-trouble.ts';

/** The methods that SRS lists for these filters now (guide §5.1). @throws Unavailable, UpstreamFailed */
export async function listProviders(
  desk: Desk,
  who: Principal,
  filter: ProviderFilter,
): Promise<OfferedMethod[]> {
  const result = await desk.srs.listMethods(filter, {
    actor: who.actor,
    origin: who.origin,
    subject: null,
    urgency: 'user',
  });
  if (!result.ok) throw srsTrouble(result.failure, result.callId);
  return result.value.map((offer) => ({
    id: `${offer.issuer}/${offer.method}`,
    ...offer,
    displayName: methodDisplayName(offer.issuer, offer.method),
    key: methodKeyOf(offer.issuer, offer.method),
  }));
}

function distinguishedName(
  input: Pick<EvidenceInput, 'firstName' | 'lastName' | 'country'>,
): string | undefined {
  const { firstName, lastName, country } = input;
  if (firstName === undefined || lastName === undefined) return undefined;
  // RFC 4514: these would end or split a value.
  const plain = (text: string) => text.replace(/[\\,+"<>;=#]/g, (sign) => `\\${sign}`);
  const [first, last] = [plain(firstName), plain(lastName)];
  const where = country === undefined ? '' : `, c=${plain(country)}`;
  return `cn=${first} ${last}, givenname=${first}, surname=${last}${where}`;
}

type RequestContext = Pick<EvidenceInput, 'firstName' | 'lastName' | 'country'> & { msisdn: string };

/** Whom the check is about: what was typed, else the person of an order. */
function personOf(desk: Desk, input: EvidenceInput): RequestContext {
  if (input.mobile !== undefined || input.refId === undefined) {
    const read = numberReader(desk.settings.get(COUNTRY_CODE))(input.mobile ?? '');
    if ('problem' in read) throw new InvalidInput({ mobile: NUMBER_PROBLEM_WORDS[read.problem] });
    return { ...input, msisdn: read.msisdn };
  }
  const known = placedBefore(desk.reader, knownOrder(desk, input.refId).refId);
  if (!known?.msisdn) throw new InvalidInput({ refId: 'this order has no number to ask about' });
  const { msisdn, firstName, lastName, country } = known;
  return {
    msisdn,
    ...(firstName && lastName ? { firstName, lastName } : {}),
    ...(country ? { country } : {}),
  };
}

/** Asks whether a person can sign already, so that no needless order is placed. @throws InvalidInput */
export async function checkEvidence(
  desk: Desk,
  who: Principal,
  input: EvidenceInput,
): Promise<EvidenceCheck> {
  const { msisdn, ...named } = personOf(desk, input);
  const name = distinguishedName(named);
  const result = await desk.srs.verify(
    {
      jurisdiction: input.jurisdiction,
      assuranceLevel: input.loa,
      msisdn,
      ...(name === undefined ? {} : { distinguishedName: name }),
    },
    { actor: who.actor, origin: who.origin, subject: randomUUID(), msisdn, urgency: 'user' },
    () => ({}),
  );
  if (result.ok) return { result: 'valid', evidenceId: result.value.evidenceId, callId: result.callId };
  if (result.failure.kind === 'evidence_not_found') {
    return { result: 'no_evidence', evidenceId: null, callId: result.callId };
  }
  if (result.failure.kind === 'terms_not_accepted') {
    return { result: 'terms_not_accepted', evidenceId: null, callId: result.callId };
  }
  throw srsTrouble(result.failure, result.callId);
}
