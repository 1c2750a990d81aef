import { backoffMs } from '@srs-desk/shared/cancellation/job.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/app/routes.ts';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import {
  type CancellationRunner,
  createCancellationRunner,
} from '../../src/features/cancellations/runner.ts';
import { type AppFixture, startApp } from '../http/app-fixture.ts';
import { notPlayed } from '../http/played-elsewhere.ts';
import { STILL } from '../sync/desk-fixture.ts';
import { billingSteps } from './verbs/billing-steps.ts';
import { cancellationSteps } from './verbs/cancellation-steps.ts';
import { deskSteps } from './verbs/desk-steps.ts';
import { orderSteps } from './verbs/order-steps.ts';
import { peopleSteps } from './verbs/people-steps.ts';
import { type Step, StepBook } from './verbs/step-book.ts';

/** Mutating by method, not by deed: each with the reason why nothing stands in the log. */
const READS: Record<string, string> = {
  'POST /api/password-link': 'whose link it is; the token does not belong into an address',
  'POST /api/session/factor': 'offers a secret, which counts once a code confirms it',
  'POST /api/orders/import/outcome': 'reads what became of an import; the ids do not fit an address',
  'POST /api/statement-exports': 'a file is made that nobody has yet: taking it is told',
  'POST /api/statement-exports/:id/stop': 'nobody has taken what is stopped',
  'POST /api/invoice-files/:fileId/stop': 'nothing was made yet of what is stopped',
  'POST /api/invoice-files': 'a look at a file: what is kept is the invoice made of it, which is told',
};

/** Needs a desk without users, an identity provider, or an erasure by age that waits. */
const ELSEWHERE: Record<string, string> = {
  'POST /api/oidc/backchannel-logout': 'tests/oidc/oidc.test.ts',
  'POST /api/setup': 'tests/auth/setup-link.test.ts',
  'POST /api/audit/retention/approve': 'tests/audit/erasure.test.ts',
  'POST /api/audit/prune/approve': 'tests/audit/prune.test.ts',
};

const mutating = routes
  .filter(({ method }) => method !== 'get')
  .map(({ method, path }) => `${method.toUpperCase()} ${path}`);

describe('what people do', () => {
  let app: AppFixture;
  let steps: Step[];
  let runner: CancellationRunner;

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 'none', speed: STILL } });
    runner = createCancellationRunner(app.desk, { backoff: (attempt) => backoffMs(attempt) / 100 });
    runner.start();
    const book = new StepBook(app, await app.as('admin'), await app.as('support'));
    for (const write of [peopleSteps, orderSteps, cancellationSteps, billingSteps, deskSteps]) write(book);
    steps = book.steps;
  });
  afterAll(async () => {
    await runner.stop();
    await app.close();
  });

  it('is called here for every mutating route, or said to be a read', () => {
    const known = [...steps.map(({ route }) => route), ...Object.keys(READS), ...Object.keys(ELSEWHERE)];
    expect([...mutating].sort()).toEqual([...known].sort());
    expect(notPlayed(ELSEWHERE)).toEqual([]);
  });

  it('stands in the log, each with its action and who did it', async () => {
    const { reader } = app.desk;
    const last = () => reader.connection.sql('SELECT max(seq) FROM entries').pluck().get() as number;
    const since = (seq: number) =>
      reader.connection
        .sql("SELECT action, actor, detail ->> '$.askedBy' AS asker FROM entries WHERE seq > ?")
        .all(seq) as { action: string; actor: string; asker: string | null }[];
    const missing: string[] = [];
    for (const { route, action, by, askedBy, send } of steps) {
      const before = last();
      const answer = await send();
      expect(answer.status, `${route}: ${answer.text}`).toBeLessThan(300);
      const asker = askedBy === undefined ? null : `user:${askedBy}`;
      const isTold = () =>
        since(before).some(
          (entry) =>
            entry.action === action && entry.actor === `user:${by}` && (asker ?? entry.asker) === entry.asker,
        );
      // What goes on after the answer, such as a run of the test bench that is being stopped, is told at its end.
      for (const until = Date.now() + 10_000; !isTold() && Date.now() < until; )
        await new Promise((resolve) => setTimeout(resolve, 20));
      if (!isTold()) missing.push(`${route}: no ${action} by ${by} in ${JSON.stringify(since(before))}`);
    }
    expect(missing).toEqual([]);
  }, 120_000);

  it('leaves tables that say what the log says', async () => {
    expect(await checkFacts({ path: app.desk.config.databasePath })).toMatchObject({
      problem: null,
      differences: [],
      outcome: 'agree',
    });
  });
});
