import { PASSWORD_LENGTH, passwordFaultAtSight } from '@srs-desk/shared/access/password-rule.ts';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { PasswordWeakness } from './judge-password.ts';

/** So long nothing more is typed before the password is judged, ms. */
const PAUSE_MS = 200;

interface Judgement {
  readonly password: string;
  readonly username: string;
  readonly weakness: PasswordWeakness | null;
}

/** How easily what is typed is guessed; undefined until that is known. What it is judged by is loaded with the first character. */
function useWeakness(password: string, username: string): PasswordWeakness | null | undefined {
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  useEffect(() => {
    if (password === '') return;
    let isPast = false;
    const judge = async () => {
      const { judgePassword } = await import('./judge-password.ts');
      if (!isPast) setJudgement({ password, username, weakness: judgePassword(password, username) });
    };
    // Where it cannot be loaded, the desk judges the password when it gets it.
    const timer = setTimeout(() => void judge().catch(() => undefined), PAUSE_MS);
    return () => {
      isPast = true;
      clearTimeout(timer);
    };
  }, [password, username]);
  const isCurrent = judgement?.password === password && judgement.username === username;
  return isCurrent ? judgement.weakness : undefined;
}

/** What stands under a field for a new password: the rule, and while somebody types, what is missing yet or too weak. */
export function usePasswordHint(password: string, username: string): string {
  const translate = useTranslate();
  const weakness = useWeakness(password, username);
  const text = (key: string, options = {}) => translate(`desk.account_pages.passwordHint.${key}`, options);
  if (password === '') return translate('desk.account_pages.passwordRule');
  const fault = passwordFaultAtSight(password, username);
  const missing =
    fault === 'short'
      ? text(fault, { smart_count: PASSWORD_LENGTH.least - password.length })
      : fault === null
        ? null
        : text(fault, { most: PASSWORD_LENGTH.most });
  if (fault === 'user_name' || fault === 'product_name') return text(fault);
  if (weakness) return [text(`weak.${weakness}`), missing].filter(Boolean).join(' ');
  return missing ?? text(weakness === null ? 'good' : 'enough');
}
