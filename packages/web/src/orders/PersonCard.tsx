import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import { Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { type PersonField, REVEALABLE, type Revealable } from '@srs-desk/shared/order/fields.ts';
import { useState } from 'react';
import { useCanAccess, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Fact, Facts } from '../kit/Facts.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';

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
  const reveal = useVerb('revealPerson', { touches: ['orders'], onSuccess: onClose });
  const toggle = (field: Revealable, on: boolean) =>
    setFields(REVEALABLE.filter((one) => (one === field ? on : fields.includes(one))));
  return (
    <ConfirmWithReason
      title={text('revealTitle')}
      confirmLabel={text('revealConfirm')}
      busy={reveal.isPending}
      error={reveal.error}
      onConfirm={(reason) => reveal.mutate({ id, reason, fields })}
      onClose={onClose}
      suggestions={[text('reasonCaller'), text('reasonTicket'), text('reasonData')]}
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
    </ConfirmWithReason>
  );
}
