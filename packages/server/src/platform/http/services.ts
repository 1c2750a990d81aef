import type { Request } from 'express';
import type { Principal } from '../desk.ts';

/** Who asks, how that is known, and until when it holds (ms since epoch, null for keys). */
export interface Authenticated {
  who: Principal;
  by: 'cookie' | 'key' | 'socket';
  displayName: string;
  expiresAt: number | null;
  /** When a person last proved who they are, ms since epoch; null for keys and the command line. */
  provenAt: number | null;
  /** Somebody else set the password: nothing may be done before it is changed. */
  mustChangePassword: boolean;
  /** The identity provider that vouches for the person; null where a password does, and for keys. */
  issuer: string | null;
  hasFactor: boolean;
  /** The role asks for a second factor and there is none: nothing may be done before it is set up. */
  mustEnrolFactor: boolean;
}

/** What the HTTP side has of its own, made once per app; who lets people in adds what only that needs. */
export interface HttpServices {
  readonly authenticator: {
    /** Who asks; null when nobody known does. */
    authenticate(req: Request): Authenticated | null;
    /** Forgets a session at once, even if that cannot be written down. */
    end(sessionId: number): void;
  };
  /** Where refusals are written down. */
  readonly denials: {
    known(who: Principal, route: string, permission: string): void;
    anonymous(route: string, why: string): void;
  };
  /** The measures as Prometheus reads them. */
  readonly metrics: {
    readonly contentType: string;
    text(): Promise<string>;
    /** A page follows what changes, until the function is called that this gives. */
    pageOpened(): () => void;
  };
  /** The API's description, made out of the route table. */
  readonly openApi: () => unknown;
}
