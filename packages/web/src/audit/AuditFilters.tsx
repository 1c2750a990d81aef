import { Box, Button, useMediaQuery, useTheme } from '@mui/material';
import { KINDS } from '@srs-desk/shared/audit/actions.ts';
import { CALL_OPERATIONS, CALL_OUTCOMES } from '@srs-desk/shared/call/fields.ts';
import { useState } from 'react';
import { SelectInput, useTranslate } from 'react-admin';
import { CommitField } from '../kit/CommitField.tsx';
import { choicesOf } from '../kit/form/choices-of.ts';
import { StripForm } from '../kit/list/StripForm.tsx';
import { ActionInput, ActorInput, MomentInput } from './EntryInputs.tsx';
import { PRESET_NAMES, PRESETS, presetOf, readsLikePerson, valuesOf, withField } from './log-filters.ts';
import { useLogFilter } from './log-words.tsx';
import { useOutcomeText } from './use-entry-texts.ts';

/** The outcomes that the log knows: of calls, of verifications. */
const OUTCOMES = [
  ...CALL_OUTCOMES.filter((outcome) => outcome !== 'in_flight'),
  'intact',
  'broken',
  'unchecked',
];

const IDS = ['refId', 'orderId', 'externalId', 'person'] as const;
const WIDTH = { xs: '100%', sm: 150 };
const WIDE = { xs: '100%', sm: 250 };

/** The filter strip of the log: presets first, then each field. All of it stands in the address, but for words that may name somebody. */
export function AuditFilters() {
  const translate = useTranslate();
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const { filter, setFilter } = useLogFilter();
  const [open, setOpen] = useState(false);
  const set = (field: string, value: unknown) => setFilter(withField(filter, field, value));
  const count = Object.keys(filter).length;
  return (
    <Box
      role="search"
      aria-label={translate('desk.orders.filters')}
      sx={{ display: 'grid', gap: 1, mb: 1.5 }}
    >
      <Presets />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
        <CommitField
          label={translate('resources.audit.fields.q')}
          value={String(filter.q ?? '')}
          onCommit={(value) => set('q', value)}
          refuse={(text) => (readsLikePerson(text) ? translate('desk.audit.qPersonal') : null)}
          sx={{ width: { xs: '100%', sm: 220 } }}
        />
        {narrow ? (
          <Button variant="outlined" aria-expanded={open} onClick={() => setOpen(!open)}>
            {translate('desk.audit.moreFilters', { count })}
          </Button>
        ) : null}
        {!narrow || open ? <Fields set={set} /> : null}
        {count > 0 ? (
          <Button onClick={() => setFilter({})}>{translate('desk.orders.clearFilters')}</Button>
        ) : null}
      </Box>
    </Box>
  );
}

function Presets() {
  const translate = useTranslate();
  const { filter, setFilter } = useLogFilter();
  const chosen = presetOf(filter);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
      {PRESET_NAMES.map((name) => (
        <Button
          key={name}
          variant={name === chosen ? 'contained' : 'outlined'}
          color={name === chosen ? 'primary' : 'inherit'}
          aria-pressed={name === chosen}
          onClick={() => setFilter(withField(filter, 'action', name === chosen ? [] : PRESETS[name]))}
        >
          {translate(`desk.audit.preset.${name}`)}
        </Button>
      ))}
    </Box>
  );
}

function Fields({ set }: { set: (field: string, value: unknown) => void }) {
  const translate = useTranslate();
  const outcomeText = useOutcomeText();
  const { filter } = useLogFilter();
  return (
    <>
      <StripForm>
        <ActionInput />
        <ActorInput />
        <Choice source="kind" choices={choicesOf(KINDS, 'desk.words.auditKind')} />
        <Choice source="operation" choices={choicesOf(CALL_OPERATIONS, 'desk.words.operation')} />
        <Choice source="outcome" choices={OUTCOMES.map((id) => ({ id, name: outcomeText(id) }))} />
      </StripForm>
      {IDS.map((field) => (
        <CommitField
          key={field}
          label={translate(`resources.audit.fields.${field}`)}
          value={valuesOf(filter[field]).join(', ')}
          onCommit={(value) => set(field, value)}
          sx={{ width: field === 'person' ? WIDE : WIDTH }}
        />
      ))}
      <StripForm>
        <MomentInput source="at_gte" end={false} />
        <MomentInput source="at_lte" end={true} />
      </StripForm>
    </>
  );
}

interface ChoiceProps {
  source: string;
  choices: { id: string; name: string }[];
}

/** A link may ask for several values of a field: then none of them is the choice. */
function Choice(input: ChoiceProps) {
  return (
    <SelectInput
      {...input}
      format={(held) => (valuesOf(held).length === 1 ? valuesOf(held)[0] : '')}
      emptyText="desk.all"
      sx={{ width: WIDTH, minWidth: 0 }}
    />
  );
}
