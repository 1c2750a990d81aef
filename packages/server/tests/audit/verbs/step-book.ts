import request, { type Response } from 'supertest';
import type { AppFixture, Caller } from '../../http/app-fixture.ts';

export const REASON = { reason: 'for the log' };
export const VIDEO = { issuer: 'IDENTITY.TM', method: 'video', lastName: 'Muster', mobile: '079 123 45 67' };

/** One call of a mutating route, and what the log must tell of it. */
export interface Step {
  route: string;
  /** An entry with this action by this person must come of it. */
  action: string;
  by: 'admin' | 'second' | 'finance';
  /** Whom the entry names as having asked for it, where somebody else agreed. */
  askedBy?: 'admin';
  send(): PromiseLike<Response>;
}

/** Mutating routes, each called so that it does its work, in an order in which each finds what it needs. */
export class StepBook {
  readonly steps: Step[] = [];
  /** Another admin, from the moment there is one. */
  second: Caller;
  refIds: string[] = [];
  /** Id of what was made last. */
  id = 0;

  constructor(
    readonly app: AppFixture,
    readonly admin: Caller,
    readonly support: Caller,
  ) {
    this.second = admin;
  }

  readonly add = (route: string, action: string, send: Step['send'], by: Step['by'] = 'admin'): void => {
    this.steps.push({ route, action, by, send });
  };

  /** Remembers the id of what is made. */
  readonly made = async (sent: PromiseLike<Response>): Promise<Response> => {
    const answer = await sent;
    this.id = answer.body.id;
    return answer;
  };

  /** What waits for a second admin: asked for by the one, agreed to by the other. */
  readonly addAgreed = (route: string, action: string, ask: Step['send']): void => {
    const send = async (): Promise<Response> =>
      this.second.post(`/api/approvals/${(await ask()).body.id}/approve`);
    this.steps.push({ route, action, by: 'second', askedBy: 'admin', send });
  };

  /** Id of the first row of a list. */
  readonly idOf = async (path: string): Promise<number> => (await this.admin.get(path)).body[0]?.id;

  readonly faults = (body: object): PromiseLike<Response> =>
    request(this.app.simulator.url).put('/_sim/faults').send(body);
}
