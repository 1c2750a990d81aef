import * as z from 'zod';
import { INITIAL_DATA_FIELDS, METHOD_KEYS, type MethodSheet } from '../method/sheet.ts';
import { ISSUE_IDS } from '../process/issue-ids.ts';
import { type ProcessStep, SUCCESS_IDS } from '../process/steps.ts';
import { STEP_NUMBERS, SUPPORT_TEAMS, TICKET_FIELDS } from '../process/teams.ts';

const bilingual = z.object({ en: z.string(), de: z.string() });
const seconds = z.int();
const step = z.literal(STEP_NUMBERS);

/** A row of `/api/steps`: a process step of guide §6. */
export const stepRow = z.object({
  id: step,
  step,
  title: bilingual,
  summary: bilingual,
  owner: z.enum(['swisscom', 'service_provider', 'identification_provider']),
  team: z.enum(SUPPORT_TEAMS),
  route: bilingual,
  issues: z.array(
    z.object({
      id: z.enum(ISSUE_IDS),
      step,
      source: z.enum(['guide', 'desk']),
      title: bilingual,
      text: bilingual,
    }),
  ),
  success: z.array(z.object({ id: z.enum(SUCCESS_IDS), text: bilingual })),
  ticketFields: z.array(z.enum(TICKET_FIELDS)),
  guideSection: z.string(),
}) satisfies z.ZodType<ProcessStep>;

/** A row of `/api/methods`: the data sheet of an identification method, guide §7. */
export const methodRow = z.object({
  id: z.enum(METHOD_KEYS),
  key: z.enum(METHOD_KEYS),
  flow: z.enum(['video', 'bank']),
  issuer: z.string(),
  method: z.string(),
  name: z.string(),
  provider: z.string(),
  displayName: z.string(),
  guideSection: z.string(),
  filters: z.array(
    z.object({
      issuer: z.string(),
      jurisdictions: z.array(z.enum(['EIDAS', 'ZERTES'])),
      loas: z.array(z.enum(['3', '4'])),
      offline: z.boolean(),
      methodType: z.string(),
      webflow: z.boolean(),
      realtime: z.boolean(),
      remark: bilingual.nullable(),
    }),
  ),
  timings: z.object({
    identificationMinSeconds: seconds.nullable(),
    identificationMaxSeconds: seconds.nullable(),
    verifyAnchor: z.enum(['triggered', 'terminated']),
    verifyFromSeconds: seconds,
    verifyUntilSeconds: seconds,
    resultWithinSeconds: seconds,
    sessionSeconds: seconds.nullable(),
    urlReuses: z.int().nullable(),
    evidenceYears: z.int(),
  }),
  validity: bilingual,
  signature: bilingual,
  languages: z.array(z.string()),
  countries: bilingual,
  givesOrderId: z.boolean(),
  sendsTermsSms: z.enum(['always', 'depends']),
  userFlow: z.array(bilingual),
  precondition: bilingual.nullable(),
  initialData: z.array(
    z.object({
      field: z.enum(INITIAL_DATA_FIELDS),
      rule: z.enum(['mandatory', 'optional', 'useless']),
      mustMatch: z.boolean(),
      advice: bilingual,
    }),
  ),
  requirements: z.array(
    z.object({
      id: z.enum(['browsers', 'devices', 'media', 'network', 'domains', 'account']),
      title: bilingual,
      items: z.array(bilingual),
    }),
  ),
  advice: z.array(z.object({ id: z.string(), title: bilingual, text: bilingual, guideSection: z.string() })),
}) satisfies z.ZodType<MethodSheet>;

/** A row of `/api/providers`: a method that SRS lists now, with the desk's name for it. */
export const offeredMethod = z.object({
  id: z.string(),
  issuer: z.string(),
  method: z.string(),
  methodType: z.string().nullable(),
  jurisdictions: z.array(z.string()),
  loa: z.array(z.string()),
  offline: z.boolean().nullable(),
  webflow: z.boolean().nullable(),
  realtime: z.boolean().nullable(),
  displayName: z.string(),
  /** The data sheet; null for a method the guide does not describe. */
  key: z.enum(METHOD_KEYS).nullable(),
});
export type OfferedMethod = z.infer<typeof offeredMethod>;
