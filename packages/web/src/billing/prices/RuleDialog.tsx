import { BILLING_EVENTS, type BillableRule, PRICE_LISTS } from '@srs-desk/shared/billing/billable.ts';
import type { RuleRow } from '@srs-desk/shared/billing/wire.ts';
import { SelectInput, useTranslate } from 'react-admin';
import { useVerb } from '../../api/use-verb.ts';
import { CheckInput } from '../../kit/form/CheckInput.tsx';
import { choicesOf } from '../../kit/form/choices-of.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { resolverBy } from '../../kit/form/resolver-of.ts';
import { scopeOf } from './price-draft.ts';
import { MethodInput, ValidityInputs } from './ScopeInputs.tsx';
import { useAtField } from './useAtField.ts';

interface RuleDialogProps {
  /** Absent makes a new one. */
  rule?: RuleRow;
  rules: readonly RuleRow[];
  onClose(): void;
}

/** A rule as it stands in the form; its method is `issuer|method`, empty for any. */
type RuleDraft = Omit<BillableRule, 'issuer' | 'method' | 'validTo'> & { method: string; validTo: string };

function draftOf(rule: RuleRow | undefined): RuleDraft {
  const any = !rule || (rule.issuer === null && rule.method === null);
  return {
    list: rule?.list ?? 'customer',
    method: any ? '' : `${rule.issuer ?? ''}|${rule.method ?? ''}`,
    event: rule?.event ?? 'terminated',
    failedBillable: rule?.failedBillable ?? false,
    validFrom: rule?.validFrom ?? '',
    validTo: rule?.validTo ?? '',
  };
}

function readDraft({ list, method, event, failedBillable, validFrom, validTo }: RuleDraft) {
  const value: BillableRule = {
    list,
    ...scopeOf(method),
    event,
    failedBillable,
    validFrom,
    validTo: validTo || null,
  };
  return { ok: true as const, value };
}

/** Makes a billable rule, or changes one. */
export function RuleDialog({ rule, rules, onClose }: RuleDialogProps) {
  const translate = useTranslate();
  const options = { touches: ['billable-rules', 'usage'] };
  const closing = { onSuccess: onClose };
  const add = useVerb('addRule', options);
  const change = useVerb('changeRule', options);
  const atField = useAtField();
  const submit = async (body: BillableRule) => {
    const others = rules.filter(
      (each) =>
        each.id !== rule?.id &&
        each.list === body.list &&
        each.issuer === body.issuer &&
        each.method === body.method,
    );
    const saving = rule
      ? change.mutateAsync({ ...body, id: rule.id }, closing)
      : add.mutateAsync(body, closing);
    await saving.catch(atField('validFrom', [...others, body]));
  };
  return (
    <FormDialog
      title={translate(rule ? 'desk.prices.change' : 'desk.prices.addRule')}
      resolver={resolverBy(readDraft)}
      defaultValues={draftOf(rule)}
      onSubmit={(body) => submit(body as BillableRule)}
      onClose={onClose}
    >
      <SelectInput
        source="list"
        label="desk.prices.list.label"
        choices={choicesOf(PRICE_LISTS, 'desk.prices.list')}
        isRequired
      />
      <MethodInput />
      <SelectInput
        source="event"
        label="desk.prices.event"
        choices={choicesOf(BILLING_EVENTS, 'desk.words.billingEvent')}
        isRequired
      />
      <CheckInput source="failedBillable" label="desk.prices.failedBillable" />
      <ValidityInputs />
    </FormDialog>
  );
}
