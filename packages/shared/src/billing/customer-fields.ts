import * as z from 'zod';
import {
  choice,
  type Field,
  flag,
  keysWith,
  maybeChoice,
  maybeText,
  maybeTime,
  shapeWith,
  text,
} from '../fields/field.ts';
import { LONGEST_EXTERNAL_ID } from '../text/ids.ts';

/** How a customer's statements are taxed: at the rate of the day, not at all, or by the customer itself. */
export const VAT_TREATMENTS = ['standard', 'exempt', 'reverse_charge'] as const;
export type VatTreatment = (typeof VAT_TREATMENTS)[number];

/** What may be said of a field of a customer, beside what holds for every noun. */
interface CustomerFieldSpec extends Field {
  /** Written in the register, and a column of its import. */
  readonly given?: true;
}

const GIVEN = { row: true, exported: true, given: true } as const;

/** Every field of a customer in the register, once. Who is billed is a company: nothing here is of an identified person. */
export const CUSTOMER_FIELDS = {
  externalId: { ...text, row: true, exported: true },
  /** False: orders carry this External ID, but nobody said whose it is. */
  registered: { ...flag, row: true },
  debtorNumber: { ...maybeText, ...GIVEN },
  name: { ...maybeText, ...GIVEN },
  /** Lines as on an envelope. */
  address: { ...maybeText, ...GIVEN },
  language: { ...maybeChoice(['en', 'de']), ...GIVEN },
  costCentre: { ...maybeText, ...GIVEN },
  vat: { ...choice(VAT_TREATMENTS), ...GIVEN },
  changedAt: { ...maybeTime, row: true },
  changedBy: { ...maybeText, row: true },
} as const satisfies Readonly<Record<string, CustomerFieldSpec>>;

/** What the register holds of a customer. */
export const CUSTOMER_GIVEN = keysWith(CUSTOMER_FIELDS, 'given');

const line = z.string().trim().max(200);
const maybe = (wire: z.ZodType<string>) => wire.nullable().transform((value) => value || null);
/** As it stands on orders, with the blanks that it begins or ends with: without them it is another. */
const externalId = z.string().regex(/\S/, 'must not be empty').max(LONGEST_EXTERNAL_ID);
const given = {
  debtorNumber: maybe(line),
  name: maybe(line),
  address: maybe(z.string().trim().max(1000)),
  language: z.enum(['en', 'de']).nullable(),
  costCentre: maybe(line),
  vat: z.enum(VAT_TREATMENTS),
};

/** Whose External ID is meant: that of a customer as it stands, else without the blanks around it, which are by chance. */
export function externalIdMeant(typed: string, known: ReadonlySet<string>): string {
  return known.has(typed) ? typed : typed.trim();
}

/** A customer as it is written in the register. */
export const customerInput = z.strictObject({
  externalId,
  debtorNumber: given.debtorNumber.default(null),
  name: given.name.default(null),
  address: given.address.default(null),
  language: given.language.default(null),
  costCentre: given.costCentre.default(null),
  vat: given.vat.default('standard'),
});
export type CustomerInput = z.infer<typeof customerInput>;

/** What is told of a customer; what is not told stays as it is. */
export const customerPatch = z.strictObject({ externalId, ...z.object(given).partial().shape });
export type CustomerPatch = z.infer<typeof customerPatch>;

/** A customer of the register (undefined: a new one) with what is told of it. */
export function customerWith(before: CustomerInput | undefined, told: CustomerPatch): CustomerInput {
  return customerInput.parse({ ...before, ...told });
}

export const customerRow = z.object({ id: z.string(), ...shapeWith(CUSTOMER_FIELDS, 'row') });
export type CustomerRow = z.infer<typeof customerRow>;
