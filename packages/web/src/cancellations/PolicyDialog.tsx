import { type PolicyRow, type PolicyRule, policyInput } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { NumberInput, TextInput, useInput, useTranslate } from 'react-admin';
import { CheckInput } from '../kit/form/CheckInput.tsx';
import { RecordDialog } from '../kit/form/RecordDialog.tsx';
import { resolverOf } from '../kit/form/resolver-of.ts';
import { RuleFields, type RuleText, ruleOf, textOfRule } from './RuleFields.tsx';

interface PolicyDialogProps {
  /** Absent makes a new one. */
  policy?: PolicyRow;
  rule: PolicyRule;
  onClose(): void;
  onSaved?(): void;
}

/** Saves a rule that looks by itself from time to time and makes a proposal. It never cancels. */
export function PolicyDialog({ policy, rule, onClose, onSaved }: PolicyDialogProps) {
  const translate = useTranslate();
  const label = (key: string) => translate(`desk.cancellations.policy.${key}`);
  return (
    <RecordDialog
      resource="cancellation-policies"
      id={policy?.id}
      title={label(policy ? 'change' : 'new')}
      resolver={resolverOf(policyInput)}
      defaultValues={{ rule, everyHours: 24, enabled: true }}
      maxWidth="sm"
      onClose={onClose}
      onSaved={onSaved}
    >
      <p>{label('what')}</p>
      <TextInput source="name" required autoFocus slotProps={{ htmlInput: { maxLength: 100 } }} />
      <RuleInput rule={rule} />
      <NumberInput source="everyHours" required helperText="desk.cancellations.policy.everyHoursHelp" />
      <CheckInput source="enabled" />
    </RecordDialog>
  );
}

/** The condition: fields for a stale rule; the other kind has none. */
function RuleInput({ rule }: { rule: PolicyRule }) {
  const { field } = useInput({ source: 'rule' });
  const [text, setText] = useState(rule.kind === 'stale' ? textOfRule(rule.rule) : null);
  if (text === null) return null;
  const change = (next: RuleText) => {
    setText(next);
    const stale = ruleOf(next);
    field.onChange(stale === null ? null : { kind: 'stale', rule: stale });
  };
  return <RuleFields value={text} onChange={change} />;
}
