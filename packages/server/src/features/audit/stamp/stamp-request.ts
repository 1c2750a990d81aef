import { createHash } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';
import { SHA256_ID } from './open-stamp.ts';

/**
 * What a time-stamping authority is sent (RFC 3161 §2.4.1): the SHA-256 of the note, a number of 16 hex digits that its answer
 * must carry, the policy that is asked for (null: its own), and that the answer must bring the authority's certificate.
 */
export function stampRequest(note: string, nonce: string, policy: string | null): Buffer {
  const hash = createHash('sha256').update(note).digest();
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256_ID, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: hash }),
    }),
    // A leading zero byte keeps the number from being negative.
    nonce: new Integer({ valueHex: Buffer.from(`00${nonce}`, 'hex') }),
    certReq: true,
    ...(policy === null ? {} : { reqPolicy: policy }),
  });
  return Buffer.from(request.toSchema().toBER());
}
