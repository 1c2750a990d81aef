import { PASSWORD_LENGTH, passwordFaultAtSight } from '@srs-desk/shared/access/password-rule.ts';
import { useTranslate } from 'react-admin';

/** What stands under a field for a new password: the rule, and while somebody types, what is missing yet. */
export function usePasswordHint(): (password: string, username: string) => string {
  const translate = useTranslate();
  return (password, username) => {
    const text = (key: string, options = {}) => translate(`desk.account_pages.passwordHint.${key}`, options);
    if (password === '') return translate('desk.account_pages.passwordRule');
    const fault = passwordFaultAtSight(password, username);
    if (fault === 'short') return text(fault, { smart_count: PASSWORD_LENGTH.least - password.length });
    return fault === null ? text('enough') : text(fault, { most: PASSWORD_LENGTH.most });
  };
}
