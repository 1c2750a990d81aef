import { Box, Button, Link as MuiLink } from '@mui/material';
import type { PolicyRow, PolicyRule } from '@srs-desk/shared/cancellation/wire.ts';
import { DataTable, ListBase, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useVerb } from '../api/use-verb.ts';
import { countText } from '../format/amounts.ts';
import { DialogButton } from '../kit/form/DialogButton.tsx';
import { RemoveButton } from '../kit/form/RemoveButton.tsx';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { EmptyState } from '../kit/States.tsx';
import { CancellationTabs } from './CancellationTabs.tsx';
import { PolicyDialog } from './PolicyDialog.tsx';

const Col = DataTable.Col<PolicyRow>;
const BY_NAME = { field: 'name', order: 'ASC' } as const;
const FIRST_RULE: PolicyRule = {
  kind: 'stale',
  rule: { statuses: ['created', 'initialized'], olderThanDays: 30 },
};
/** What a rule finds now, and its proposal, move with the orders and the plans. */
const MOVES_WITH = { meta: { touchedBy: ['cancellations'] } };

/** Rules that look by themselves and propose. A proposal is a plan that an admin confirms or puts away. */
export default function PolicyList() {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.cancellations.policy.${key}`);
  return (
    <ListBase<PolicyRow>
      resource="cancellation-policies"
      sort={BY_NAME}
      perPage={100}
      queryOptions={MOVES_WITH}
      disableAuthentication
    >
      <PageTitle
        title={translate('desk.cancellations.title')}
        actions={
          <>
            <DialogButton label={text('newSuperseded')}>
              {(close) => <PolicyDialog rule={{ kind: 'superseded', onlyAlike: true }} onClose={close} />}
            </DialogButton>
            <DialogButton label={text('newStale')} variant="contained">
              {(close) => <PolicyDialog rule={FIRST_RULE} onClose={close} />}
            </DialogButton>
          </>
        }
      >
        {text('intro')}
      </PageTitle>
      <CancellationTabs />
      <ListStates empty={<EmptyState title={text('none')}>{text('noneHelp')}</EmptyState>}>
        <PolicyRows />
        <Pages />
      </ListStates>
    </ListBase>
  );
}

function PolicyRows() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string, values: object = {}) => translate(`desk.cancellations.policy.${key}`, values);
  return (
    <Rows<PolicyRow> label={translate('desk.cancellations.tab.policies')}>
      <HeadCol<PolicyRow> source="name" />
      <Col source="rule" render={({ rule }) => <RuleInWords rule={rule} />} />
      <Col
        source="everyHours"
        label="desk.cancellations.policy.every"
        render={(policy) =>
          policy.enabled ? text('hours', { smart_count: policy.everyHours }) : text('off')
        }
      />
      <Col
        source="nextRunAt"
        render={(policy) => (policy.enabled ? <RelativeTime at={policy.nextRunAt} /> : '–')}
      />
      <Col source="matching" align="right" render={({ matching }) => countText(matching, locale)} />
      <Col source="proposalId" render={(policy) => <Proposal policy={policy} />} />
      <Col
        label="desk.cancellations.policy.acts"
        render={(policy) => (
          <Box sx={{ display: 'flex', gap: 0.5 }}>
            <DialogButton label={text('edit')}>
              {(close) => <PolicyDialog policy={policy} rule={policy.rule} onClose={close} />}
            </DialogButton>
            <RemoveButton
              resource="cancellation-policies"
              record={policy}
              again={{
                name: policy.name,
                rule: policy.rule,
                everyHours: policy.everyHours,
                enabled: policy.enabled,
              }}
              label={text('remove')}
              color="error"
            />
          </Box>
        )}
      />
    </Rows>
  );
}

/** The plan that a rule proposed, or the way to let it look now. */
function Proposal({ policy }: { policy: PolicyRow }) {
  const translate = useTranslate();
  const look = useVerb('runPolicy', { touches: ['cancellation-policies', 'cancellations'] });
  if (policy.proposalId !== null) {
    return (
      <MuiLink component={Link} to={`/cancellations/${policy.proposalId}`}>
        {translate('desk.cancellations.job', { id: policy.proposalId })}
      </MuiLink>
    );
  }
  return (
    <>
      <Button disabled={look.isPending} onClick={() => look.mutate({ id: policy.id })}>
        {translate('desk.cancellations.policy.lookNow')}
      </Button>
      <ProblemAlert error={look.error} />
    </>
  );
}

function RuleInWords({ rule }: { rule: PolicyRule }) {
  const translate = useTranslate();
  const text = (key: string, values: object = {}) => translate(`desk.cancellations.policy.${key}`, values);
  if (rule.kind === 'superseded') return text(rule.onlyAlike ? 'ruleAlike' : 'ruleSuperseded');
  const { statuses, olderThanDays, methods, externalIds } = rule.rule;
  const stale = text('ruleStale', {
    statuses: statuses.map((status) => translate(`desk.words.status.${status}`)).join(', '),
    days: olderThanDays,
  });
  return [stale, ...(methods ?? []), ...(externalIds ?? [])].join(' · ');
}
