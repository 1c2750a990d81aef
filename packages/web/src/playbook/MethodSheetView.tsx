import {
  Box,
  Link as MuiLink,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import type { MethodFlow, MethodSheet } from '@srs-desk/shared/method/sheet.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { spanText } from '../format/time.ts';
import { useBilingual } from '../i18n/useBilingual.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { OwnNote } from './OwnNote.tsx';
import { usePlaybook } from './usePlaybook.ts';

/** On a phone the last column gives way rather than widen the page. */
const tableSx = {
  '@media (max-width: 599.95px)': {
    '& th, & td': { px: 0.5, fontSize: '0.78125rem', hyphens: 'auto' },
    '& td:last-of-type': { overflowWrap: 'anywhere' },
  },
};

/** A method's data sheet (guide §7). */
export function MethodSheetView({ sheet }: { sheet: MethodSheet }) {
  const translate = useTranslate();
  const pick = useBilingual();
  const text = (key: string) => translate(`desk.playbook.sheet.${key}`);
  return (
    <Box
      component="section"
      id={`method-${sheet.key}`}
      tabIndex={-1}
      sx={{ scrollMarginTop: 110, outline: 'none' }}
    >
      <Typography variant="h2">{sheet.displayName}</Typography>
      <Typography variant="caption" color="text.secondary">
        {sheet.provider} · {translate('desk.playbook.guide', { section: sheet.guideSection })}
      </Typography>
      <Facts>
        <Fact name={text('signature')}>{pick(sheet.signature)}</Fact>
        <Fact name={text('validity')}>{pick(sheet.validity)}</Fact>
        <Fact name={text('languages')}>
          {sheet.languages.map((code) => translate(`desk.playbook.language.${code}`, { _: code })).join(', ')}
        </Fact>
        <Fact name={text('countries')}>
          {pick(sheet.countries)} <SupportedList flow={sheet.flow} />
        </Fact>
        <Fact name={text('orderId')}>{translate(sheet.givesOrderId ? 'desk.yes' : 'desk.no')}</Fact>
        <Fact name={text('terms')}>{text(`termsSms.${sheet.sendsTermsSms}`)}</Fact>
        <Timings sheet={sheet} />
      </Facts>
      {sheet.precondition ? (
        <Typography variant="body2" sx={{ mt: 1 }}>
          {pick(sheet.precondition)}
        </Typography>
      ) : null}
      <SubTitle>{text('flow')}</SubTitle>
      <Box component="ol" sx={{ m: 0, pl: 2.5, fontSize: '0.84375rem' }}>
        {sheet.userFlow.map((step) => (
          <li key={step.en}>{pick(step)}</li>
        ))}
      </Box>
      {sheet.advice.map((advice) => (
        <Box key={advice.id} sx={{ mt: 1, fontSize: '0.84375rem' }}>
          <strong>{pick(advice.title)}</strong>
          <div>{pick(advice.text)}</div>
        </Box>
      ))}
      <SubTitle>{text('initialData')}</SubTitle>
      <InitialDataTable sheet={sheet} />
      <SubTitle>{text('requirements')}</SubTitle>
      {sheet.requirements.map((group) => (
        <Box key={group.id} sx={{ fontSize: '0.84375rem', mb: 0.5 }}>
          <strong>{pick(group.title)}</strong>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {group.items.map((item) => (
              <li key={item.en}>{pick(item)}</li>
            ))}
          </Box>
        </Box>
      ))}
      <SubTitle>{text('filters')}</SubTitle>
      <FilterTable sheet={sheet} />
      <OwnNote topic={`method:${sheet.key}`} />
    </Box>
  );
}

/** The way to the provider's list of what it supports, where an admin has set it. */
function SupportedList({ flow }: { flow: MethodFlow }) {
  const translate = useTranslate();
  const list = flow === 'bank' ? 'banks' : 'countries';
  const address = usePlaybook().data?.links[list];
  if (!address) return null;
  return (
    <MuiLink href={address} target="_blank" rel="noreferrer">
      {translate(`desk.playbook.list.${list}`)}
    </MuiLink>
  );
}

function SubTitle({ children }: { children: string }) {
  return (
    <Typography variant="h3" sx={{ mt: 1.5, mb: 0.5 }}>
      {children}
    </Typography>
  );
}

function Timings({ sheet }: { sheet: MethodSheet }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { timings } = sheet;
  const span = (seconds: number) => spanText(seconds * 1000, locale);
  const text = (key: string, params?: object) => translate(`desk.playbook.sheet.${key}`, params);
  return (
    <>
      {timings.identificationMaxSeconds === null ? null : (
        <Fact name={text('takes')}>
          {timings.identificationMinSeconds === null ? '' : `${span(timings.identificationMinSeconds)} – `}
          {span(timings.identificationMaxSeconds)}
        </Fact>
      )}
      <Fact name={text('verify')}>
        {text(`verifyFrom.${timings.verifyAnchor}`, {
          from: span(timings.verifyFromSeconds),
          until: span(timings.verifyUntilSeconds),
        })}
      </Fact>
      <Fact name={text('session')}>
        {timings.sessionSeconds === null ? text('sessionNone') : span(timings.sessionSeconds)}
      </Fact>
      <Fact name={text('reuse')}>
        {timings.urlReuses === null ? text('reuseAny') : text('reuseTimes', { times: timings.urlReuses })}
      </Fact>
    </>
  );
}

function InitialDataTable({ sheet }: { sheet: MethodSheet }) {
  const translate = useTranslate();
  const pick = useBilingual();
  return (
    <Table size="small" sx={tableSx}>
      <TableHead>
        <TableRow>
          <TableCell>{translate('desk.playbook.sheet.datum')}</TableCell>
          <TableCell>{translate('desk.playbook.sheet.rule')}</TableCell>
          <TableCell>{translate('desk.playbook.sheet.advice')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {sheet.initialData.map((datum) => (
          <TableRow key={datum.field}>
            <TableCell component="th" scope="row">
              {translate(`desk.words.initialData.${datum.field}`)}
            </TableCell>
            <TableCell>{translate(`desk.place.rule.${datum.rule}`)}</TableCell>
            <TableCell>{pick(datum.advice)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function FilterTable({ sheet }: { sheet: MethodSheet }) {
  const translate = useTranslate();
  const pick = useBilingual();
  const word = (value: boolean) => translate(value ? 'desk.yes' : 'desk.no');
  const rows: [string, (profile: MethodSheet['filters'][number]) => string][] = [
    ['issuer', (profile) => profile.issuer],
    ['jurisdiction', (profile) => profile.jurisdictions.join(', ')],
    ['loa', (profile) => profile.loas.join(', ')],
    ['method', (profile) => profile.methodType],
    ['offline', (profile) => word(profile.offline)],
    ['webflow', (profile) => word(profile.webflow)],
    ['realtime', (profile) => word(profile.realtime)],
  ];
  return (
    <Table size="small" sx={tableSx}>
      <TableBody>
        {rows.map(([name, value]) => (
          <TableRow key={name}>
            <TableCell component="th" scope="row">
              {translate(`desk.place.filter.${name}`)}
            </TableCell>
            {sheet.filters.map((profile) => (
              <TableCell key={profile.jurisdictions.join()}>{value(profile)}</TableCell>
            ))}
          </TableRow>
        ))}
        {sheet.filters.some((profile) => profile.remark) ? (
          <TableRow>
            <TableCell component="th" scope="row">
              {translate('desk.playbook.sheet.remark')}
            </TableCell>
            {sheet.filters.map((profile) => (
              <TableCell key={profile.jurisdictions.join()}>
                {profile.remark ? pick(profile.remark) : ''}
              </TableCell>
            ))}
          </TableRow>
        ) : null}
      </TableBody>
    </Table>
  );
}
