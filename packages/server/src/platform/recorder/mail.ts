import { rootCertificates } from 'node:tls';
import type { MailConfig } from '../config/mail.ts';

const TIMEOUT_MS = 20_000;

export interface Mail {
  to: readonly string[];
  subject: string;
  text: string;
  /** Ends the sending: whether the server took the mail is then not known. */
  signal?: AbortSignal | undefined;
}

/** Hands a mail to the SMTP server that is configured. @throws Error with the server's or the network's reason */
export async function sendMail(config: MailConfig, extraCa: readonly string[], mail: Mail): Promise<void> {
  const { host, port, security, user, password, from } = config;
  // Where mail is sent at all, it is seldom.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === null || password === null ? {} : { auth: { user, pass: password.reveal() } }),
    ...(extraCa.length === 0 ? {} : { tls: { ca: [...rootCertificates, ...extraCa] } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Only what is given here: nothing is fetched or read from files.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { to, subject, text, signal } = mail;
    await transport.sendMail({ from, to: [...to], subject, text, signal });
  } finally {
    transport.close();
  }
}
