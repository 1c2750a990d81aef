import { Link as MuiLink } from '@mui/material';
import type { ApprovalRow } from '@srs-desk/shared/api/approvals.ts';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useGetOne, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { periodText } from '../format/periods.ts';
import { changesIn, recordOf } from '../settings/setting-form.ts';
import { useValueText } from '../settings/useValueText.ts';

/** What would happen, in a sentence, with the way to what it is about. */
export function AboutRequest({ request }: { request: ApprovalRow }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { act, target, about } = request;
  const text = (key: string, options?: object) => translate(`desk.approvals.about.${key}`, options);
  switch (act) {
    case 'settings.loosen':
      return <LoosenedSetting request={request} />;
    case 'person.erase':
      return (
        <>
          <To path={`/orders/${target}`}>{text('erase', { id: target })}</To>
          {about.pending === undefined ? null : ` ${text(`pending.${about.pending}`)}`}
        </>
      );
    case 'period.reopen':
      return <To path={`/periods/${target}`}>{text('reopen', { month: periodText(target, locale) })}</To>;
    case 'admin.create':
      return text('create', { name: target });
    case 'admin.delete':
      return text('delete', { name: target });
    case 'admin.link':
      return text('link', { name: target });
    case 'admin.factor':
      return text('factor', { name: target });
    case 'admin.change':
      return accountSentences(request).map(([key, role]) => (
        <span key={key}>
          {text(key, { name: target, role: role ? translate(`desk.words.role.${role}`) : '' })}{' '}
        </span>
      ));
  }
}

function To({ path, children }: { path: string; children: string }) {
  return (
    <MuiLink component={Link} to={path} underline="always">
      {children}
    </MuiLink>
  );
}

function accountSentences({ about: { role, disabled } }: ApprovalRow): [key: string, role?: string][] {
  return [
    ...(role === undefined
      ? []
      : [[role.after === 'admin' ? 'promote' : 'demote', role.after] as [string, string]]),
    ...(disabled === undefined ? [] : [[disabled.after ? 'shutOut' : 'letIn'] as [string]]),
  ];
}

/** All that would change, for that is what is agreed to, and what of it loosens a control. */
function LoosenedSetting({ request: { target, about } }: { request: ApprovalRow }) {
  const translate = useTranslate();
  const textOf = useValueText();
  const { data } = useGetOne<SettingRow>('settings', { id: target });
  if (data === undefined) return null;
  const rowWith = (text: string | undefined): SettingRow => ({ ...data, value: JSON.parse(text ?? 'null') });
  const values = changesIn([rowWith(about.before)], recordOf([rowWith(about.after)])).flatMap(
    (changed) => changed.values,
  );
  return values.map(({ value, before: was, after: will, loosens }) => (
    <span key={value.source}>
      <To path={`/settings/values#${target}`}>
        {translate(`desk.words.${value.path.length > 0 ? 'settingPart' : 'setting'}.${value.key}`)}
      </To>
      : {textOf(value, was)} → {textOf(value, will)}
      {loosens ? ` (${translate('desk.admin.settings.loosens')})` : ''}{' '}
    </span>
  ));
}
