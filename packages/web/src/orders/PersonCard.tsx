import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import { Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { REVEAL_CATEGORIES } from '@srs-desk/shared/access/reveal-categories.ts';
import { type OrderDetail, revealWhyInput } from '@srs-desk/shared/api/orders.ts';
import { LONGEST_REASON } from '@srs-desk/shared/api/reason.ts';
import { type PersonField, REVEALABLE, type Revealable } from '@srs-desk/shared/order/fields.ts';
import { useState } from 'react';
import { RadioButtonGroupInput, TextInput, useCanAccess, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Fact, Facts } from '../kit/Facts.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { resolverOf } from '../kit/form/resolver-of.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';

const NO_WHY = { reason: '' };
const WHY = REVEAL_CATEGORIES.map((id) => ({ id, name: `desk.words.shownFor.${id}` }));

/** The person, masked until somebody says why they need to see more. */
export function PersonCard() {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  const { canAccess: maySee } = useCanAccess(accessTo('person.see'));
  const { canAccess: mayReveal } = useCanAccess(accessTo('person.reveal'));
  const [asking, setAsking] = useState(false);
  const text = (key: string) => translate(`desk.orders.person.${key}`);
  const fieldName = (field: PersonField) => translate(`desk.words.field.${field}`);
  if (!maySee) return null;
  if (order.erasedAt) {
    return (
      <Section title={text('title')}>
        <Typography variant="body2">
          {text('erased')} <RelativeTime at={order.erasedAt} />
        </Typography>
      </Section>
    );
  }
  if (([...REVEALABLE, 'country', 'language'] as const).every((field) => order[field] === null)) {
    return (
      <Section title={text('title')}>
        <Typography variant="body2">{text('none')}</Typography>
      </Section>
    );
  }
  const revealed = order.revealed ?? null;

  return (
    <Section
      title={text('title')}
      actions={
        mayReveal ? (
          <Button startIcon={<VisibilityOutlined />} onClick={() => setAsking(true)}>
            {text('reveal')}
          </Button>
        ) : null
      }
    >
      <Facts>
        {REVEALABLE.map((field) => (
          <Fact key={field} name={fieldName(field)}>
            {order[field] ?? '–'}
            {revealed?.fields.includes(field) && order[field] ? (
              <CopyButton text={order[field]} label={`${translate('desk.copy')}: ${fieldName(field)}`} />
            ) : null}
          </Fact>
        ))}
        <Fact name={fieldName('country')}>{order.country ?? '–'}</Fact>
        <Fact name={fieldName('language')}>{order.language ?? '–'}</Fact>
      </Facts>
      {revealed ? (
        <Typography variant="caption" color="text.secondary" component="p" sx={{ mt: 0.5 }}>
          {text('until')} <RelativeTime at={revealed.until} />
        </Typography>
      ) : null}
      {asking ? <RevealDialog onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}

function RevealDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const { id } = useRecord<OrderDetail>();
  const [fields, setFields] = useState<readonly Revealable[]>(['msisdn', 'firstName', 'lastName']);
  const text = (key: string) => translate(`desk.orders.person.${key}`);
  const fieldName = (field: PersonField) => translate(`desk.words.field.${field}`);
  const reveal = useVerb('revealPerson', { touches: ['orders'] });
  const toggle = (field: Revealable, on: boolean) =>
    setFields(REVEALABLE.filter((one) => (one === field ? on : fields.includes(one))));
  return (
    <FormDialog
      title={text('revealTitle')}
      submitLabel={text('revealConfirm')}
      maxWidth="sm"
      busy={reveal.isPending}
      problem={reveal.error}
      resolver={resolverOf(revealWhyInput)}
      defaultValues={NO_WHY}
      onSubmit={({ category, reason }) =>
        reveal.mutate({ id, category, reason, fields }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Typography variant="body2">{text('revealHelp')}</Typography>
      <Box role="group" aria-label={text('title')} sx={{ display: 'flex', flexWrap: 'wrap' }}>
        {REVEALABLE.map((field) => (
          <FormControlLabel
            key={field}
            control={
              <Checkbox
                checked={fields.includes(field)}
                onChange={(event) => toggle(field, event.target.checked)}
              />
            }
            label={fieldName(field)}
          />
        ))}
      </Box>
      <RadioButtonGroupInput
        source="category"
        label="desk.orders.person.why"
        choices={WHY}
        translateChoice
        helperText={false}
      />
      <TextInput
        source="reason"
        label="desk.reason"
        helperText="desk.orders.person.reasonHelp"
        fullWidth
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: LONGEST_REASON } }}
      />
    </FormDialog>
  );
}
