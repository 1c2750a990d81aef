import { createHash } from 'node:crypto';
import { type Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  Certificate,
  ExtKeyUsage,
  SignedData,
  SignedDataVerifyError,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { StampInvalid } from './stamp-invalid.ts';

/** What a time stamp must be about. */
interface Wanted {
  /** The note that was stamped, whole. */
  note: string;
  /** Hex of the number that was sent along; null where it is not known any more. */
  nonce: string | null;
  /** OID of the policy that was asked for; null: any. */
  policy: string | null;
  /** Certificates (PEM) that are trusted to issue an authority's; empty: whose it is, is not checked. */
  trusted: readonly string[];
}

/** A time stamp that holds. */
export interface Stamp {
  /** When the authority says that it was shown the note, ms. */
  at: number;
  policy: string;
  /** Hex. */
  serial: string;
  /** Name of the authority by its certificate. */
  authority: string;
  /** Whether its certificate leads to a trusted one. */
  isTrusted: boolean;
}

/** OID of SHA-256. */
export const SHA256_ID = '2.16.840.1.101.3.4.2.1';

const ID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  commonName: '2.5.4.3',
} as const;

/** Statuses of an answer that carries a time stamp: granted, granted with changes. */
const GRANTED = [0, 1];

/**
 * Opens a time-stamping authority's answer: that it was granted over this note, with this number, under this policy, and signed
 * by the one certificate that it names, which is for time stamps alone and leads to a trusted one.
 * @throws StampInvalid
 */
export async function openStamp(answer: Uint8Array, wanted: Wanted): Promise<Stamp> {
  const signed = tokenOf(answer);
  const info = infoOf(signed);
  const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView).toString('hex');
  if (info.messageImprint.hashAlgorithm.algorithmId !== SHA256_ID)
    throw new StampInvalid('it is over another kind of hash than SHA-256');
  if (imprint !== createHash('sha256').update(wanted.note).digest('hex'))
    throw new StampInvalid('it was given over something else than this checkpoint');
  if (wanted.nonce !== null && wanted.nonce !== (info.nonce === undefined ? null : hexOf(info.nonce)))
    throw new StampInvalid('it does not carry the number that was sent along');
  if (wanted.policy !== null && info.policy !== wanted.policy)
    throw new StampInvalid(`it was given under policy ${info.policy}, not ${wanted.policy}`);
  const certificate = await signerOf(signed, wanted);
  return {
    at: info.genTime.getTime(),
    policy: info.policy,
    serial: hexOf(info.serialNumber),
    authority: nameOf(certificate),
    isTrusted: wanted.trusted.length > 0,
  };
}

/** Hex of a whole number's bytes, without the zero that keeps it from being negative. */
function hexOf(integer: Integer): string {
  return Buffer.from(integer.valueBlock.valueHexView)
    .toString('hex')
    .replace(/^(00)+(?=.)/, '');
}

function tokenOf(answer: Uint8Array): SignedData {
  const token = readable('an answer of a time-stamping authority', () => {
    const { status, timeStampToken } = TimeStampResp.fromBER(new Uint8Array(answer));
    const said = (status.statusStrings ?? []).map(({ valueBlock }) => valueBlock.value).join(' ');
    if (!GRANTED.includes(status.status))
      throw new StampInvalid(`the authority refused it (${said || `status ${status.status}`})`);
    return timeStampToken;
  });
  if (token?.contentType !== ID.signedData) throw new StampInvalid('it holds no signed time stamp');
  return readable('a signed time stamp', () => new SignedData({ schema: token.content }));
}

function infoOf({ encapContentInfo }: SignedData): TSTInfo {
  const { eContentType, eContent } = encapContentInfo;
  if (eContentType !== ID.tstInfo || eContent === undefined)
    throw new StampInvalid('what is signed in it is no time stamp');
  return readable('a time stamp', () => TSTInfo.fromBER(eContent.getValue()));
}

function readable<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StampInvalid) throw error;
    throw new StampInvalid(`it cannot be read as ${what}`);
  }
}

/** The certificate by which it is signed, once the signature was checked. */
async function signerOf(signed: SignedData, { note, trusted }: Wanted): Promise<Certificate> {
  const [signer, ...more] = signed.signerInfos;
  if (signer === undefined || more.length > 0) throw new StampInvalid('it is not signed once');
  const certificate = await signatureChecked(signed, note, trusted);
  insistOnAttributes(signer, certificate);
  insistOnPurpose(certificate);
  return certificate;
}

async function signatureChecked(
  signed: SignedData,
  note: string,
  trusted: readonly string[],
): Promise<Certificate> {
  try {
    const bytes = new TextEncoder().encode(note);
    const { signatureVerified, signerCertificate } = await signed.verify({
      signer: 0,
      data: bytes.buffer,
      checkChain: trusted.length > 0,
      trustedCerts: trusted.map(certificateIn),
      // No list of revoked certificates comes with a time stamp: what is asked is who the authority was.
      passedWhenNotRevValues: true,
      extendedMode: true,
    });
    if (signatureVerified && signerCertificate) return signerCertificate;
  } catch (error) {
    if (!(error instanceof SignedDataVerifyError)) throw error;
    if (error.signerCertificateVerified === false)
      throw new StampInvalid('its authority’s certificate does not lead to a trusted one', 'untrusted');
    throw new StampInvalid(`its signature does not hold (${error.message})`);
  }
  throw new StampInvalid('its signature does not hold');
}

function certificateIn(pem: string): Certificate {
  return Certificate.fromBER(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
}

/** RFC 3161 §2.4.2: what was signed says that it is a time stamp, and by which certificate. */
function insistOnAttributes({ signedAttrs }: SignerInfo, certificate: Certificate): void {
  const attribute = (type: string): unknown =>
    signedAttrs?.attributes.find((attribute) => attribute.type === type)?.values[0];
  const kind = attribute(ID.contentType);
  if (!(kind instanceof ObjectIdentifier) || kind.getValue() !== ID.tstInfo)
    throw new StampInvalid('its signature is of another kind of content');
  const der = Buffer.from(certificate.toSchema().toBER());
  const named =
    certificateHash(attribute(ID.signingCertificateV2), 'sha256') ??
    certificateHash(attribute(ID.signingCertificate), 'sha1');
  if (named === null || !createHash(named.algorithm).update(der).digest().equals(named.hash))
    throw new StampInvalid('it does not name the certificate that it is signed by');
}

const HASHES: Readonly<Record<string, string>> = {
  [SHA256_ID]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** The hash of the first certificate that a signing-certificate attribute names (RFC 5035 §5.4); null where it is none. */
function certificateHash(value: unknown, usual: string): { algorithm: string; hash: Buffer } | null {
  const parts = partsOf(partsOf(partsOf(value)[0])[0]);
  const hash = parts.find((part) => part instanceof OctetString);
  if (hash === undefined) return null;
  const stated = partsOf(parts[0])[0];
  const algorithm = stated instanceof ObjectIdentifier ? HASHES[stated.getValue()] : usual;
  return algorithm === undefined ? null : { algorithm, hash: Buffer.from(hash.valueBlock.valueHexView) };
}

function partsOf(value: unknown): readonly unknown[] {
  return value instanceof Sequence ? value.valueBlock.value : [];
}

/** RFC 3161 §2.3: for time stamps and nothing else, and that said critically. */
function insistOnPurpose({ extensions = [] }: Certificate): void {
  const usage = extensions.find(({ extnID }) => extnID === ID.extKeyUsage);
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  if (!usage?.critical || purposes.length !== 1 || purposes[0] !== ID.timeStamping)
    throw new StampInvalid('its authority’s certificate is not one for time stamps');
}

function nameOf({ subject }: Certificate): string {
  const names = subject.typesAndValues.map(({ type, value }) => ({
    type,
    name: String(value.valueBlock.value),
  }));
  return (names.find(({ type }) => type === ID.commonName) ?? names.at(-1))?.name ?? 'unnamed';
}
