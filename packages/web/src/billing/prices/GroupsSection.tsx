import { Box, Button, TextField } from '@mui/material';
import type { GroupRowView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { CanAccess, DataTable, ListBase, useTranslate } from 'react-admin';
import { useVerb } from '../../api/use-verb.ts';
import { RemoveButton } from '../../kit/form/RemoveButton.tsx';
import { ListStates } from '../../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { Section } from '../../kit/Section.tsx';
import { accessTo } from '../../session/access.ts';

const Col = DataTable.Col<GroupRowView>;
/** The server tells of a changed group by the usage that it changes. */
const MOVES_WITH = { meta: { touchedBy: ['usage', 'prices'] } };

/** Which External IDs share a group's prices. */
export function GroupsSection() {
  const translate = useTranslate();
  return (
    <ListBase<GroupRowView>
      resource="price-groups"
      perPage={1000}
      queryOptions={MOVES_WITH}
      disableSyncWithLocation
      disableAuthentication
    >
      <Section title={translate('desk.prices.groups')}>
        <ListStates empty={<Box sx={{ color: 'text.secondary' }}>{translate('desk.prices.groupsNone')}</Box>}>
          <GroupRows />
        </ListStates>
        <CanAccess {...accessTo('prices.write')}>
          <GroupForm />
        </CanAccess>
      </Section>
    </ListBase>
  );
}

function GroupRows() {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.prices.${key}`);
  return (
    <Rows<GroupRowView> label={text('groups')}>
      <HeadCol<GroupRowView> source="externalId" label="External ID" />
      <Col source="group" label="desk.prices.group" />
      <CanAccess {...accessTo('prices.write')}>
        <Col
          label="desk.prices.remove"
          render={(group) => (
            <RemoveButton
              resource="price-groups"
              record={group}
              again={{ externalId: group.externalId, group: group.group }}
              label={text('remove')}
              touches={['usage']}
            />
          )}
        />
      </CanAccess>
    </Rows>
  );
}

function GroupForm() {
  const translate = useTranslate();
  const [fields, setFields] = useState({ externalId: '', group: '' });
  const add = useVerb('addToGroup', {
    touches: ['price-groups', 'usage'],
    onSuccess: () => setFields({ externalId: '', group: fields.group }),
  });
  return (
    <>
      <ProblemAlert error={add.error} />
      <Box
        component="form"
        sx={{ display: 'flex', gap: 1, mt: 1.5, flexWrap: 'wrap', alignItems: 'center' }}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(fields);
        }}
      >
        <TextField
          label="External ID"
          required
          value={fields.externalId}
          onChange={(event) => setFields({ ...fields, externalId: event.target.value })}
        />
        <TextField
          label={translate('desk.prices.group')}
          required
          value={fields.group}
          onChange={(event) => setFields({ ...fields, group: event.target.value })}
        />
        <Button type="submit" variant="outlined" disabled={add.isPending}>
          {translate('desk.prices.addGroup')}
        </Button>
      </Box>
    </>
  );
}
