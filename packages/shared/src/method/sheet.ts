/** The form of a method's data sheet: everything guide §7 says about one way of identifying a user. */
import type { Bilingual } from '../words/language.ts';

/** Every method the desk knows by name. Orders of other methods are kept, with cautious defaults. */
export const METHOD_KEYS = ['video_identity_tm', 'bank_klarna', 'test_video'] as const;

/** One of {@link METHOD_KEYS}. */
export type MethodKey = (typeof METHOD_KEYS)[number];

/** Which end user flow a method has; decides the checks, questions and messages that fit it. */
export type MethodFlow = 'video' | 'bank';

/** Jurisdiction of a signature, in the spelling SRS takes as filter. */
export type Jurisdiction = 'EIDAS' | 'ZERTES';

/** Level of assurance: 3 for advanced, 4 for qualified signatures. */
type Loa = '3' | '4';

/** One column of the guide's filter table: the values under which SRS lists the method. */
interface FilterProfile {
  readonly issuer: string;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly loas: readonly Loa[];
  readonly offline: boolean;
  readonly methodType: string;
  readonly webflow: boolean;
  readonly realtime: boolean;
  readonly remark: Bilingual | null;
}

/** From what the verify window may count. */
export const VERIFY_ANCHORS = ['triggered', 'terminated'] as const;

/** Waiting times and limits; all spans in seconds. The Service Provider may change each (see settings). */
export interface MethodTimings {
  /** What the identification usually takes, counted from its triggering; null where the guide says nothing. */
  readonly identificationMinSeconds: number | null;
  readonly identificationMaxSeconds: number | null;
  /** From when the verify window counts: the order's placing, or the status Terminated. */
  readonly verifyAnchor: (typeof VERIFY_ANCHORS)[number];
  /** No verify call before this much after the anchor. */
  readonly verifyFromSeconds: number;
  /** Until then a verify call without evidence is nothing unusual. */
  readonly verifyUntilSeconds: number;
  /** How long Identification done and Data ready may last before the result is overdue. */
  readonly resultWithinSeconds: number;
  /** Length of the user's session from the start of the identification; null where the URL has no session. */
  readonly sessionSeconds: number | null;
  /** How often the target URL can be used again after its first use; null where no number is given. */
  readonly urlReuses: number | null;
  /** Calendar years after which evidence is no longer valid, at the latest. */
  readonly evidenceYears: number;
}

/** How a method treats one piece of data that could be sent along when placing an order. */
type InitialDataRule = 'mandatory' | 'optional' | 'useless';

/** Names of initial data: the wire's names, and names of our own for what no method accepts. */
export const INITIAL_DATA_FIELDS = [
  'firstName',
  'lastName',
  'mobile',
  'dob',
  'placeOfBirth',
  'nationality',
  'documentValidity',
  'country',
  'email',
  'language',
  'externalId',
  'address',
  'artistName',
  'title',
  'documentSerial',
  'issuerCountry',
  'issuingCity',
] as const;

/** One of {@link INITIAL_DATA_FIELDS}. */
export type InitialDataField = (typeof INITIAL_DATA_FIELDS)[number];

/** One line of a method's list of initial data. */
export interface InitialDatum {
  readonly field: InitialDataField;
  readonly rule: InitialDataRule;
  /** What is sent is compared with the user's document or account; a difference fails the identification. */
  readonly mustMatch: boolean;
  readonly advice: Bilingual;
}

/** A group of technical requirements, each line one that can be checked by itself. */
interface RequirementGroup {
  readonly id: 'browsers' | 'devices' | 'media' | 'network' | 'domains' | 'account';
  readonly title: Bilingual;
  readonly items: readonly Bilingual[];
}

/** A paragraph of advice with the section of the guide it stands on. */
interface Advice {
  readonly id: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly guideSection: string;
}

/** The data sheet of one identification method. */
export interface MethodSheet {
  readonly key: MethodKey;
  readonly flow: MethodFlow;
  /** Names under which orders are placed: `/api/providers/{issuer}/{method}` (assumed but for test/video). */
  readonly issuer: string;
  readonly method: string;
  /** The method's name as the guide writes it, and the provider's. */
  readonly name: string;
  readonly provider: string;
  readonly displayName: string;
  readonly guideSection: string;
  readonly filters: readonly FilterProfile[];
  readonly timings: MethodTimings;
  readonly validity: Bilingual;
  readonly signature: Bilingual;
  /** Languages the provider serves users in, as ISO 639-1 codes. */
  readonly languages: readonly string[];
  readonly countries: Bilingual;
  readonly givesOrderId: boolean;
  readonly sendsTermsSms: 'always' | 'depends';
  readonly userFlow: readonly Bilingual[];
  readonly precondition: Bilingual | null;
  readonly initialData: readonly InitialDatum[];
  readonly requirements: readonly RequirementGroup[];
  readonly advice: readonly Advice[];
}
