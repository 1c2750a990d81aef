import { Box, Button, TextField } from '@mui/material';
import type { AliasRowView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { CanAccess, DataTable, ListBase, useTranslate } from 'react-admin';
import { RemoveButton } from '../../kit/form/RemoveButton.tsx';
import { ListStates, Pages } from '../../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Section } from '../../kit/Section.tsx';
import { accessTo } from '../../session/access.ts';
import { SectionHelp } from '../SectionHelp.tsx';
import { RawText } from './RawText.tsx';
import { useAddAlias } from './useAddAlias.ts';

const Col = DataTable.Col<AliasRowView>;
/** The server tells of a changed alias by the usage that it changes. */
const MOVES_WITH = { meta: { touchedBy: ['usage'] } };

/** What is billed as another External ID, to add and to take away. */
export function Aliases() {
  const translate = useTranslate();
  return (
    <ListBase<AliasRowView>
      resource="aliases"
      perPage={100}
      queryOptions={MOVES_WITH}
      disableSyncWithLocation
      disableAuthentication
    >
      <Section title={translate('desk.externalIds.aliases')}>
        <AliasRows />
        <Pages />
        <CanAccess {...accessTo('aliases.write')}>
          <AliasForm />
        </CanAccess>
      </Section>
    </ListBase>
  );
}

function AliasRows() {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.externalIds.${key}`);
  return (
    <ListStates empty={<SectionHelp>{text('aliasesNone')}</SectionHelp>}>
      <SectionHelp>{text('aliasesHelp')}</SectionHelp>
      <Rows<AliasRowView> label={text('aliases')}>
        <HeadCol<AliasRowView> source="raw" render={({ raw }) => <RawText value={raw} />} />
        <Col source="canonical" render={({ canonical }) => <RawText value={canonical} />} />
        <Col
          source="changedAt"
          render={({ changedAt, changedBy }) => (
            <>
              <RelativeTime at={changedAt} /> · {changedBy}
            </>
          )}
        />
        <CanAccess {...accessTo('aliases.write')}>
          <Col
            label="desk.externalIds.remove"
            render={(alias) => (
              <RemoveButton
                resource="aliases"
                record={alias}
                again={{ raw: alias.raw, canonical: alias.canonical }}
                label={text('remove')}
                aria-label={`${text('remove')}: ${alias.raw ?? translate('desk.billing.none')}`}
                done={{ text: 'desk.externalIds.removed', values: { raw: alias.raw ?? '–' } }}
                touches={['usage']}
              />
            )}
          />
        </CanAccess>
      </Rows>
    </ListStates>
  );
}

function AliasForm() {
  const translate = useTranslate();
  const adding = useAddAlias();
  const [raw, setRaw] = useState('');
  const [canonical, setCanonical] = useState('');
  const text = (key: string) => translate(`desk.externalIds.${key}`);
  const clear = () => {
    setRaw('');
    setCanonical('');
  };
  return (
    <>
      <ProblemAlert error={adding.error} onClose={adding.reset} />
      <Box
        component="form"
        sx={{ display: 'flex', gap: 1, mt: 1.5, flexWrap: 'wrap', alignItems: 'center' }}
        onSubmit={(event) => {
          event.preventDefault();
          adding.mutate({ raw, canonical }, { onSuccess: clear });
        }}
      >
        <TextField
          label={`${translate('resources.aliases.fields.raw')} (${text('exact')})`}
          required
          value={raw}
          onChange={(event) => setRaw(event.target.value)}
        />
        <TextField
          label={translate('resources.aliases.fields.canonical')}
          required
          value={canonical}
          onChange={(event) => setCanonical(event.target.value)}
        />
        <Button
          type="submit"
          variant="outlined"
          disabled={adding.isPending || raw === '' || canonical.trim() === ''}
        >
          {text('add')}
        </Button>
      </Box>
    </>
  );
}
