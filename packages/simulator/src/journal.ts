import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const at = z.number();
const refId = z.string();
const text = z.string().optional();

const headerSchema = z.object({
  journal: z.literal(1),
  startedAt: z.number(),
  seed: z.number(),
  speed: z.number(),
  population: z.union([z.enum(['full', 'none']), z.number()]),
});

const eventSchema = z.discriminatedUnion('did', [
  z.object({
    did: z.literal('place'),
    at,
    issuer: z.string(),
    method: z.string(),
    data: z.object({ externalId: text, firstName: text, lastName: text, mobile: text }),
  }),
  z.object({ did: z.literal('arrive'), at }),
  z.object({
    did: z.literal('add_orders'),
    at,
    count: z.number(),
    seed: z.number(),
    wanted: z.object({ fate: text, issuer: text, spreadSeconds: z.number().optional() }),
  }),
  z.object({ did: z.literal('cancel'), at, refId }),
  z.object({
    did: z.literal('set_status'),
    at,
    refId,
    change: z.object({ status: text, reason: text, termsAccepted: z.boolean().optional() }),
  }),
  z.object({
    did: z.literal('act'),
    at,
    refId,
    action: z.union([
      z.object({ kind: z.enum(['start', 'finish', 'lose', 'accept_terms']) }),
      z.object({ kind: z.literal('fail'), outcome: z.enum(['error', 'negative']), reason: text }),
      z.object({ kind: z.literal('mock'), status: z.string(), reason: text }),
    ]),
  }),
  z.object({ did: z.literal('advance'), at, seconds: z.number() }),
  z.object({ did: z.literal('set_speed'), at, speed: z.number() }),
]);

export type JournalHeader = z.infer<typeof headerSchema>;
/** One thing from outside that has changed the world; `at` is simulated time in ms. */
export type WorldEvent = z.infer<typeof eventSchema>;

/** The journal's file is not one. */
class JournalError extends Error {
  override readonly name = 'JournalError';
}

/** A journal as found: what was readable up to the first line that is not. */
interface JournalContent {
  readonly header: JournalHeader;
  readonly events: WorldEvent[];
}

function readLine<T extends z.ZodType>(schema: T, line: string): z.output<T> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * A file with all that has happened to the world from outside, one JSON line each. Since everything else
 * follows from the seed, the times and these lines, a second start of the demo finds the same orders again.
 */
export class Journal {
  constructor(private readonly file: string) {}

  /** What an earlier run has left; null when there is nothing yet. @throws JournalError */
  read(): JournalContent | null {
    if (!existsSync(this.file)) return null;
    const [first = '', ...lines] = readFileSync(this.file, 'utf8').split('\n');
    const header = readLine(headerSchema, first);
    if (header === null) {
      throw new JournalError(`${this.file} is not a simulator's journal: remove it to begin anew`);
    }
    const events: WorldEvent[] = [];
    for (const line of lines) {
      // A line cut off by the end of the process: nothing after it can be trusted.
      const event = readLine(eventSchema, line);
      if (event === null) break;
      events.push(event);
    }
    return { header, events };
  }

  /** Begins the file anew with a header and the events to keep. */
  begin(header: JournalHeader, events: readonly WorldEvent[] = []): void {
    const lines = [header, ...events].map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(this.file, lines.join(''), { mode: 0o600 });
  }

  /** Adds an event. */
  add(event: WorldEvent): void {
    appendFileSync(this.file, `${JSON.stringify(event)}\n`);
  }
}
