import type { Secret } from './secrets.ts';

/** How mails go out. */
export interface MailConfig {
  host: string;
  port: number;
  /** `starttls`: refused where the server does not offer it. */
  security: 'starttls' | 'tls' | 'none';
  user: string | null;
  password: Secret | null;
  from: string;
}
