import { Box, Link as MuiLink, Typography } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useEffect, useMemo, useState } from 'react';
import { Form, ListBase, useCanAccess, useListContext, useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { SettingsFrame } from '../admin/SettingsFrame.tsx';
import { StatementLogo } from '../billing/statements/StatementLogo.tsx';
import { ListStates } from '../kit/list/ListStates.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';
import { LegalTextInputs } from './LegalTextInputs.tsx';
import { MethodTable } from './MethodTable.tsx';
import { NotificationTest } from './NotificationTest.tsx';
import { ProposalAlert } from './ProposalAlert.tsx';
import { SaveBar } from './SaveBar.tsx';
import { recordOf, valuesOf } from './setting-form.ts';
import { useSave } from './useSave.ts';
import { ValueInput } from './ValueInput.tsx';
import { VerifyTargetInputs } from './VerifyTargetInputs.tsx';

/** What was typed stays when somebody else changes a setting meanwhile. */
const KEEP_TYPED = { keepDirtyValues: true };
const WRITE = accessTo('settings.write');
const AS_DESCRIBED = { field: 'place', order: 'ASC' } as const;

/** What an admin may set: each value with what it does, its bounds and default, and who changed it last from what. */
export default function SettingList() {
  const translate = useTranslate();
  return (
    <ListBase<SettingRow>
      resource="settings"
      sort={AS_DESCRIBED}
      perPage={200}
      storeKey={false}
      disableAuthentication
    >
      <SettingsFrame>
        <PageTitle title={translate('desk.admin.settings.title')}>
          {translate('desk.admin.settings.intro')}
        </PageTitle>
        <ListStates empty={null}>
          <Proposals />
          <SettingForm />
        </ListStates>
      </SettingsFrame>
    </ListBase>
  );
}

/** Outside of the form: saying no to one is a form of its own. */
function Proposals() {
  const { data = [] } = useListContext<SettingRow>();
  return data.map((row) => <ProposalAlert key={row.name} row={row} />);
}

function SettingForm() {
  const { data = [] } = useListContext<SettingRow>();
  const record = useMemo(() => recordOf(data), [data]);
  // What was saved begins a new form: nothing in it is unsaved.
  const [saved, setSaved] = useState(0);
  useScrollToHash();
  const { save, problem } = useSave(data, () => setSaved((times) => times + 1));
  return (
    <Form
      key={saved}
      onSubmit={save}
      record={{ id: 'settings', ...record }}
      mode="onChange"
      resetOptions={KEEP_TYPED}
      warnWhenUnsavedChanges
      disableInvalidFormNotification
    >
      <Contents rows={data} />
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 980, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {data.map((row) => (
          <SettingSection key={row.name} row={row} />
        ))}
      </Box>
      <SaveBar rows={data} problem={problem} />
    </Form>
  );
}

/** Shows the setting that the address names, once it is there. */
function useScrollToHash(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
}

/** The way to each setting on a long page. */
function Contents({ rows }: { rows: readonly SettingRow[] }) {
  const translate = useTranslate();
  return (
    <Box
      component="nav"
      aria-label={translate('desk.admin.settings.contents')}
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5, mb: 2 }}
    >
      {rows.map(({ name }) => (
        <MuiLink key={name} href={`#${name}`} underline="always">
          {translate(`desk.words.setting.${name}`)}
        </MuiLink>
      ))}
    </Box>
  );
}

function SettingSection({ row }: { row: SettingRow }) {
  const translate = useTranslate();
  const { canAccess } = useCanAccess(WRITE);
  return (
    <Box id={row.name} sx={{ scrollMarginTop: 72 }}>
      <Section surface title={translate(`desk.words.setting.${row.name}`)}>
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
          {translate(`desk.words.settingMeaning.${row.name}`)}
        </Typography>
        <SettingInputs row={row} />
        {row.name === 'statements.issuer' ? <StatementLogo disabled={canAccess !== true} /> : null}
        {row.name === 'notifications' && canAccess === true ? <NotificationTest /> : null}
      </Section>
    </Box>
  );
}

function SettingInputs({ row }: { row: SettingRow }) {
  const { canAccess } = useCanAccess(WRITE);
  const disabled = canAccess !== true || row.inEnvironment;
  if (row.name === 'methods') return <MethodTable row={row} disabled={disabled} />;
  if (row.name === 'messages.legal_text') return <LegalTextInputs row={row} disabled={disabled} />;
  if (row.name === 'verify.targets') return <VerifyTargetInputs row={row} disabled={disabled} />;
  return (
    <Box
      sx={{ display: 'grid', columnGap: 4, rowGap: 2.5, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}
    >
      {valuesOf(row).map((value) => (
        <ValueInput key={value.source} row={row} value={value} disabled={disabled} />
      ))}
    </Box>
  );
}
