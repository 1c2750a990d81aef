import request from 'supertest';
import { type AppFixture, type Caller, callerWith, cookieOf } from '../http/app-fixture.ts';

/** A browser at the provider: keeps its cookies, follows where it is led, and gives a name where it is asked for one. */
export class Visitor {
  readonly #app: Pick<AppFixture, 'server'>;
  readonly #cookies = new Map<string, string>();

  constructor(app: Pick<AppFixture, 'server'>) {
    this.#app = app;
  }

  /** Begins at the desk; gives what the desk keeps in the browser, and where it leads. */
  async begin(query = '', session?: string): Promise<{ ticket: string; url: string }> {
    const asked = request(this.#app.server).get(`/api/oidc/login${query}`);
    const answer = await (session === undefined ? asked : asked.set('cookie', session));
    if (answer.status !== 303) throw new Error(`no way to the provider: ${answer.status} ${answer.text}`);
    return { ticket: cookieOf(answer), url: String(answer.headers.location) };
  }

  /** What the provider answers to who goes there and says this name: the address that it leads back to. */
  async passProvider(url: string, name: string): Promise<URL> {
    let next = new URL(url);
    const home = next.origin;
    for (let step = 0; step < 12; step += 1) {
      const isForm = next.pathname.startsWith('/interaction/');
      const form = isForm ? new URLSearchParams({ login: name }) : undefined;
      const { location, text } = await this.#ask(next, form);
      if (location === null) throw new Error(`the provider stops at ${next.pathname}: ${text}`);
      next = new URL(location, next);
      if (next.origin !== home) return next;
    }
    throw new Error('the provider leads in circles');
  }

  /** Logs out at the provider, at the address that the desk gave, as who says yes there. */
  async endAtProvider(url: URL): Promise<void> {
    const page = await this.#ask(url);
    const form = /<form[^>]* action="([^"]+)"><input type="hidden" name="xsrf" value="(\w+)"/.exec(page.text);
    if (form === null) throw new Error(`the provider asks nothing: ${page.text}`);
    const [, action = '', xsrf = ''] = form;
    const answer = await this.#ask(new URL(action, url), new URLSearchParams({ xsrf, logout: 'yes' }));
    if (answer.status !== 303) throw new Error(`not logged out: ${answer.status} ${answer.text}`);
  }

  /** Comes back to the desk. */
  comeBack(answered: URL, ticket: string) {
    return request(this.#app.server)
      .get(answered.pathname + answered.search)
      .set('cookie', ticket);
  }

  /** All of it. */
  async logIn(name: string, query = '', session?: string): Promise<request.Response> {
    const { ticket, url } = await this.begin(query, session);
    return this.comeBack(await this.passProvider(url, name), ticket);
  }

  /** All of it, for who is let in. */
  async enter(app: Pick<AppFixture, 'server'>, name: string): Promise<Caller> {
    const answer = await this.logIn(name);
    const cookie = sessionOf(answer);
    if (cookie === null) throw new Error(`${name} is not let in: ${answer.headers.location}`);
    return callerWith(app.server, cookie);
  }

  /** A page of the provider, or what a form there is answered with. */
  async #ask(url: URL, form?: URLSearchParams) {
    const sent = form === undefined ? {} : { method: 'POST', body: form };
    const headers = { cookie: [...this.#cookies].map(([key, value]) => `${key}=${value}`).join('; ') };
    const answer = await fetch(url, { ...sent, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  }

  #keep(header: string): void {
    const [pair = ''] = header.split(';', 1);
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    if (value === '') this.#cookies.delete(pair.slice(0, at));
    else this.#cookies.set(pair.slice(0, at), value);
  }
}

/** The session cookie that an answer gives, if it gives one. */
export function sessionOf(answer: request.Response): string | null {
  const given: unknown = answer.headers['set-cookie'];
  const cookies: unknown[] = Array.isArray(given) ? given : [];
  const own = cookies.map(String).find((cookie) => cookie.includes('srs_desk_session='));
  return own?.split(';', 1)[0] ?? null;
}
