import type { Revealable } from '../order/fields.ts';

/** How personal data looks to who may handle the case but has not asked to see the person. */

const DOTS = '•••';

/** `+41 79 ••• •• 67`: country, network, and the last two digits. The number is in E.164 form. */
export function maskNumber(msisdn: string | null): string | null {
  if (msisdn === null || msisdn === '') return null;
  if (msisdn.length < 8) return DOTS;
  return `${msisdn.slice(0, 3)} ${msisdn.slice(3, 5)} ${DOTS} •• ${msisdn.slice(-2)}`;
}

/** The initial: `M.` */
export function maskName(name: string | null): string | null {
  if (name === null || name === '') return null;
  return `${[...name][0]}.`;
}

/** `m•••@•••`: the first letter, and that it is an address. */
export function maskEmail(email: string | null): string | null {
  if (email === null || email === '') return null;
  return `${[...email][0]}${DOTS}@${DOTS}`;
}

/** A birth date gives nothing away. */
export function maskBirthDate(birthDate: string | null): string | null {
  return birthDate === null || birthDate === '' ? null : '••••-••-••';
}

const PERSONAL_KEYS =
  /^(mobile|msisdn|phone|phonenumber|mobilenumber|firstname|givenname|lastname|surname|name|fullname|email|mail|dob|dateofbirth|birthdate|placeofbirth|birthplace|nationality|distinguishedname|dn|address|street|city|zip|documentvalidity|documentnumber|country|language|targeturl|reason|gender|title)$/;

const PHONE = /\+\d[\d ()-]{6,}\d/g;
const EMAIL = /[^\s"'<>@:=,;]+@[^\s"'<>@,;]+\.[a-z]{2,}/gi;

/** Free text with numbers and e-mail addresses taken out. */
export function maskText(text: string): string {
  return text.replace(PHONE, DOTS).replace(EMAIL, DOTS);
}

/** What a person's fields are called in the bodies of calls, folded. */
const BODY_NAMES: Readonly<Record<Revealable, readonly string[]>> = {
  msisdn: ['mobile', 'msisdn', 'phone', 'phonenumber', 'mobilenumber'],
  firstName: ['firstname', 'givenname'],
  lastName: ['lastname', 'surname'],
  email: ['email', 'mail'],
  birthDate: ['dob', 'dateofbirth', 'birthdate'],
};

function maskValue(value: unknown, shown: ReadonlySet<string>, depth: number): unknown {
  if (depth > 32) return DOTS;
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, shown, depth + 1));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = key.toLowerCase().replace(/[_-]/g, '');
      if (shown.has(name) && typeof item !== 'object') return [key, item];
      const hidden = PERSONAL_KEYS.test(name) && item !== null && item !== '';
      return [key, hidden ? DOTS : maskValue(item, shown, depth + 1)];
    }),
  );
}

/** A recorded body as it may be shown: names, numbers and addresses dotted out, but for the fields that are revealed. */
export function maskBody(body: string, revealed: readonly Revealable[] = []): string {
  const shown = new Set(revealed.flatMap((field) => BODY_NAMES[field]));
  try {
    return JSON.stringify(maskValue(JSON.parse(body), shown, 0));
  } catch {
    return body === '' ? '' : DOTS;
  }
}
