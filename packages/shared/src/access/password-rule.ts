/** ASVS 5.0: a password is long, and of any characters. */
export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

/** How a password is held against common ones and patterns, by an estimator of the kind of zxcvbn. */
export const PASSWORD_JUDGEMENT = {
  /** From this score on (of 4) it is not among those that are tried first. */
  leastScore: 2,
  /** What comes after so many characters says nothing new of how easily it is guessed, and would cost much to look at. */
  judged: 64,
  /** What people here would think of first. */
  ofTheHouse: ['srs', 'desk', 'swisscom', 'identification'],
} as const;

const PRODUCT = 'srsdesk';

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Why a password can be seen at once to be none that this user may choose; null: only a list of common ones can tell. */
type PasswordFault = 'short' | 'long' | 'user_name' | 'product_name';

/** What is wrong with a password as far as it is typed. */
export function passwordFaultAtSight(password: string, username: string): PasswordFault | null {
  const plain = letters(password);
  const name = letters(username);
  if (name.length > 2 && plain.includes(name)) return 'user_name';
  if (plain.includes(PRODUCT)) return 'product_name';
  if (password.length < PASSWORD_LENGTH.least) return 'short';
  return password.length > PASSWORD_LENGTH.most ? 'long' : null;
}
