import * as z from 'zod';
import { playbookLinks } from '../playbook/links.ts';
import { CHECK_CODES, WHY_CODES } from '../process/codes.ts';
import { ISSUE_IDS } from '../process/issue-ids.ts';
import { isQuestionId, QUESTIONS } from '../process/questions.ts';
import { SITUATIONS } from '../process/situations.ts';
import { NEXT_ACTORS, SUPPORT_TEAMS, TICKET_FIELDS, TICKET_STATES } from '../process/teams.ts';
import { BROKEN_TEXT, brokenTextAt } from '../text/whole-text.ts';
import { LANGUAGES } from '../words/language.ts';

const maybeTime = z.iso.datetime().nullable();

/** `POST /api/orders/:refId/handovers`, `/api/calls/:id/handovers`: the ticket as it was given to the team. */
export const handoverInput = z.strictObject({
  step: z.int().min(1).max(5),
  team: z.enum(SUPPORT_TEAMS),
  issue: z.enum(ISSUE_IDS).nullable().default(null),
  language: z.enum(LANGUAGES),
  subject: z.string().trim().min(1, 'is empty').max(300),
  body: z.string().trim().min(1, 'is empty').max(10_000),
  /** Whether the text names the person in clear: that counts as a reveal. The server looks for itself, too. */
  hasPersonalData: z.boolean().default(false),
  /** The server puts the number in clear where the body says `{msisdn}`. */
  fillNumber: z.boolean().default(false),
});
export type HandoverInput = z.infer<typeof handoverInput>;
/** The same as it is sent, what has a default left out. */
export type HandoverGiven = z.input<typeof handoverInput>;

/** `PATCH /api/handovers/:id`. */
export const handoverUpdate = z
  .strictObject({
    ticketNumber: z.string().trim().max(100).nullable().optional(),
    state: z.enum(TICKET_STATES).optional(),
  })
  .refine((update) => Object.keys(update).length > 0, 'names nothing to change');
export type HandoverUpdate = z.infer<typeof handoverUpdate>;

export const handoverRow = z.object({
  id: z.int(),
  refId: z.string().nullable(),
  callId: z.int().nullable(),
  step: z.int(),
  team: z.enum(SUPPORT_TEAMS),
  issue: z.string().nullable(),
  language: z.enum(LANGUAGES),
  state: z.enum(TICKET_STATES),
  ticketNumber: z.string().nullable(),
  hasPersonalData: z.boolean(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
});
export type HandoverRow = z.infer<typeof handoverRow>;

/** The answer to a new hand-over: its row, and the ticket as it was handed over. */
export const handoverCreated = handoverRow.extend({
  text: z.object({ subject: z.string(), body: z.string() }),
  /** A hand-over for the same issue that was open already. */
  earlier: handoverRow.nullable(),
});
export type HandoverCreated = z.infer<typeof handoverCreated>;

/** `GET /api/orders/:refId/handover?issue=&lang=&answers=&checked=&occurredAt=`: the ticket ready to give, and what it still lacks. */
export const readyTicket = z.object({
  refId: z.string(),
  language: z.enum(LANGUAGES),
  step: z.int(),
  team: z.enum(SUPPORT_TEAMS),
  issue: z.enum(ISSUE_IDS).nullable(),
  subject: z.string(),
  body: z.string(),
  missing: z.array(z.enum(TICKET_FIELDS)),
  unmet: z.array(z.string()),
  hasPersonalData: z.boolean(),
  /** A hand-over for the same issue that is open already. */
  earlier: handoverRow.nullable(),
});
export type ReadyTicket = z.infer<typeof readyTicket>;

/** Answers to the guided questions as a query parameter: JSON, by question. */
export const answersParam = z
  .string()
  .max(4_000)
  .transform((text, context) => {
    try {
      const answers: unknown = JSON.parse(text);
      if (brokenTextAt(answers) !== null) throw new SyntaxError(BROKEN_TEXT);
      return answers;
    } catch {
      context.issues.push({
        code: 'custom',
        message: 'must be JSON such as {"terms_sms":"arrived"}',
        input: text,
      });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.string()))
  .superRefine((answers, context) => {
    for (const [id, answer] of Object.entries(answers)) {
      const possible: readonly string[] | null = isQuestionId(id) ? QUESTIONS[id] : null;
      if (possible?.includes(answer)) continue;
      const message =
        possible === null
          ? `is no question; they are ${Object.keys(QUESTIONS).join(', ')}`
          : `must be one of ${possible.join(', ')}`;
      context.addIssue({ code: 'custom', path: [id], message });
    }
  });

/** Checks that were made, as a query parameter: ids, separated by commas. */
export const checkedParam = z
  .string()
  .max(2_000)
  .default('')
  .transform((text) => text.split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()])))
  .pipe(z.array(z.enum(CHECK_CODES)));

const coded = <Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.object({ code: z.enum(codes), text: z.string() });

/** `GET /api/orders/:refId/triage?answers=<JSON>&lang=`: whose turn it is, in words. */
export const triageAnswer = z.object({
  nextActor: z.enum(NEXT_ACTORS).nullable(),
  step: z.int().min(1).max(5).nullable(),
  supportTeam: z.enum(SUPPORT_TEAMS).nullable(),
  issue: z.enum(ISSUE_IDS).nullable(),
  why: coded(WHY_CODES),
  hold: z.object({ until: maybeTime, text: z.string() }).nullable(),
  checks: z.array(z.object({ id: z.enum(CHECK_CODES), text: z.string() })),
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      answers: z.array(z.object({ id: z.string(), text: z.string() })),
    }),
  ),
  /** The message to the user that fits best. */
  situation: z.enum(SITUATIONS).nullable(),
});
export type TriageAnswer = z.infer<typeof triageAnswer>;

/** `GET /api/orders/:refId/message?lang=&situation=`: what may be told to the user, and which other messages may. */
export const orderMessage = z.object({
  situation: z.enum(SITUATIONS),
  situations: z.array(z.enum(SITUATIONS)),
  subject: z.string(),
  body: z.string(),
  /** The living link that stands in the message. */
  targetUrl: z.string().nullable(),
  missing: z.array(z.enum(['service_provider'])),
});
export type OrderMessage = z.infer<typeof orderMessage>;

/** `PUT /api/orders/:refId/work`: a field left out stays, null takes it away. */
export const workInput = z
  .strictObject({
    assignee: z.string().trim().min(1).max(100).nullable().optional(),
    followUpAt: maybeTime.optional(),
    snoozedUntil: maybeTime.optional(),
    answers: z
      .record(
        z.string().regex(/^[a-z_]{1,60}$/),
        z
          .string()
          .regex(/^[a-z0-9_]{1,60}$/)
          .nullable(),
      )
      .optional(),
  })
  .refine((work) => Object.keys(work).length > 0, 'names nothing to change');
export type WorkInput = z.infer<typeof workInput>;

/** What people set on an order in the queue. */
export const workView = z.object({
  assignee: z.string().nullable(),
  followUpAt: maybeTime,
  snoozedUntil: maybeTime,
  answers: z.record(z.string(), z.string()),
});
export type WorkView = z.infer<typeof workView>;

/** `GET /api/orders/:refId/viewers`: who else has the order's page open. */
export const orderViewers = z.object({
  others: z.array(z.object({ id: z.string(), name: z.string(), since: z.iso.datetime() })),
});
export type OrderViewers = z.infer<typeof orderViewers>;

/** One order in the queue. */
export const queueItem = z.object({
  id: z.string(),
  refId: z.string(),
  attention: z.string(),
  since: z.iso.datetime(),
  status: z.string(),
  step: z.int().nullable(),
  supportTeam: z.string().nullable(),
  issuer: z.string().nullable(),
  method: z.string().nullable(),
  externalId: z.string().nullable(),
  assignee: z.string().nullable(),
  followUpAt: maybeTime,
  snoozedUntil: maybeTime,
});
export type QueueItem = z.infer<typeof queueItem>;

/** `GET /api/queue`: counts by cause and by who acts next, and what is due for the one who asks. */
export const queueView = z.object({
  asOf: z.iso.datetime(),
  causes: z.array(z.object({ attention: z.string(), count: z.int(), oldestSince: maybeTime, mine: z.int() })),
  /** The same orders by who acts next. */
  actors: z.array(z.object({ nextActor: z.enum(NEXT_ACTORS), count: z.int() })),
  snoozed: z.int(),
  followUpsDue: z.array(queueItem),
  openHandovers: z.int(),
});
export type QueueView = z.infer<typeof queueView>;

/** Views that the pages of a list may be saved as. */
export const savedViewInput = z.strictObject({
  resource: z.enum(['orders', 'calls', 'audit', 'usage']),
  name: z.string().trim().min(1, 'is empty').max(80),
  shared: z.boolean().default(false),
  view: z.strictObject({
    filter: z.record(z.string(), z.unknown()).default({}),
    sort: z
      .tuple([z.string(), z.enum(['ASC', 'DESC'])])
      .nullable()
      .default(null),
    columns: z.array(z.string().max(60)).max(60).nullable().default(null),
  }),
});
export type SavedViewInput = z.infer<typeof savedViewInput>;

export const savedViewRow = z.object({
  id: z.int(),
  ...savedViewInput.shape,
  owner: z.string(),
  mine: z.boolean(),
});
export type SavedViewRow = z.infer<typeof savedViewRow>;

/** Topics that may carry a note of the Service Provider's own. */
export const playbookTopic = z
  .string()
  .regex(
    /^(step:[1-5]|method:[a-z_]{1,40}|issue:[a-z_]{1,40})$/,
    'must be step:1 … step:5, method:<key> or issue:<id>',
  );

export const playbookNoteInput = z.strictObject({ text: z.string().trim().max(4_000) });

const line = z.string().trim().max(200).default('');
export const teamContact = z.strictObject({ name: line, phone: line, email: line, hours: line });
export type TeamContact = z.infer<typeof teamContact>;

export const playbookView = z.object({
  notes: z.record(
    z.string(),
    z.object({ text: z.string(), changedAt: z.iso.datetime(), changedBy: z.string() }),
  ),
  contacts: z.record(z.string(), teamContact),
  links: playbookLinks,
});
export type PlaybookView = z.infer<typeof playbookView>;

/** `POST /api/orders/:refId/messages`: that a message was given to the end user. */
export const messageInput = z.strictObject({
  situation: z.string().regex(/^[a-z_]{1,60}$/),
  language: z.enum(LANGUAGES),
  channel: z.enum(['copied', 'mail']),
});
export type MessageInput = z.infer<typeof messageInput>;
