import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import { DataTable, ListBase, useGetIdentity, useTranslate } from 'react-admin';
import { SettingsFrame } from '../admin/SettingsFrame.tsx';
import { deskNow } from '../api/desk-clock.ts';
import { actorText } from '../audit/log-filters.ts';
import { DeleteDialog } from '../kit/form/DeleteDialog.tsx';
import { DialogButton } from '../kit/form/DialogButton.tsx';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { ActionsCol, HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { EmptyState } from '../kit/States.tsx';
import { MONO } from '../theme/theme.ts';
import { KeyDialog } from './KeyDialog.tsx';
import { isRenewable, KEY_STYLE, keyStateOf } from './key-state.ts';
import { RenewKeyDialog } from './RenewKeyDialog.tsx';

const Col = DataTable.Col<ApiKeyRow>;
const NEWEST_FIRST = { field: 'id', order: 'DESC' } as const;

/** Keys for machines. A key is shown once, when it is made. */
export default function KeyList() {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.admin.keys.${key}`);
  return (
    <ListBase<ApiKeyRow> resource="api-keys" sort={NEWEST_FIRST} perPage={100} disableAuthentication>
      <SettingsFrame>
        <PageTitle
          title={text('title')}
          actions={
            <DialogButton label={text('add')} variant="contained">
              {(close) => <KeyDialog onClose={close} />}
            </DialogButton>
          }
        >
          {text('intro')}
        </PageTitle>
        <ListStates empty={<EmptyState title={text('none')} />}>
          <Rows<ApiKeyRow> label={text('title')}>
            <HeadCol<ApiKeyRow> source="name" />
            <Col source="id" render={({ id }) => `key:${id}`} cellSx={() => ({ fontFamily: MONO })} />
            <Col
              source="prefix"
              render={({ prefix }) => `${prefix}…`}
              cellSx={() => ({ fontFamily: MONO })}
            />
            <Col source="scopes" render={(key) => <KeyRights apiKey={key} />} />
            <Col
              source="createdAt"
              render={(key) => (
                <>
                  {actorText(key.createdBy)} · <RelativeTime at={key.createdAt} />
                </>
              )}
            />
            <Col
              source="expiresAt"
              render={(key) => (key.expiresAt ? <RelativeTime at={key.expiresAt} /> : text('never'))}
            />
            <Col
              source="lastUsedAt"
              render={(key) => (key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : text('never'))}
            />
            <Col source="state" render={(key) => <KeyState apiKey={key} />} />
            <ActionsCol<ApiKeyRow> render={(key) => <KeyActions apiKey={key} />} />
          </Rows>
          <Pages />
        </ListStates>
      </SettingsFrame>
    </ListBase>
  );
}

/** What a key may do. */
function KeyRights({ apiKey: { role, scopes } }: { apiKey: ApiKeyRow }) {
  const translate = useTranslate();
  if (scopes !== null) return scopes.map((scope) => translate(`desk.words.keyScope.${scope}`)).join(', ');
  return translate('desk.admin.keys.wholeRole', { role: translate(`desk.words.role.${role}`) });
}

function KeyState({ apiKey }: { apiKey: ApiKeyRow }) {
  const translate = useTranslate();
  const state = keyStateOf(apiKey, deskNow());
  return (
    <>
      <StateChip {...KEY_STYLE[state]} label={translate(`desk.admin.keys.is.${state}`)} />{' '}
      {apiKey.revokedAt ? <RelativeTime at={apiKey.revokedAt} /> : null}
      {state === 'valid' && apiKey.previousUntil ? (
        <div>
          {translate('desk.admin.keys.previousUntil')} <RelativeTime at={apiKey.previousUntil} />
        </div>
      ) : null}
    </>
  );
}

/** Gives a key another secret, or ends it, after saying which machine will be shut out. */
function KeyActions({ apiKey }: { apiKey: ApiKeyRow }) {
  const translate = useTranslate();
  const text = (key: string, options?: object) => translate(`desk.admin.keys.${key}`, options);
  const { identity } = useGetIdentity();
  if (keyStateOf(apiKey, deskNow()) !== 'valid') return null;
  return (
    <>
      {isRenewable(apiKey, String(identity?.id)) ? (
        <DialogButton label={`${text('renew')} …`}>
          {(close) => <RenewKeyDialog apiKey={apiKey} onClose={close} />}
        </DialogButton>
      ) : null}
      <DialogButton label={`${text('revoke')} …`} color="error">
        {(close) => (
          <DeleteDialog
            resource="api-keys"
            record={apiKey}
            title={text('revokeTitle', { name: apiKey.name })}
            confirmLabel={text('revoke')}
            onClose={close}
          >
            {text('revokeWhat')}
          </DeleteDialog>
        )}
      </DialogButton>
    </>
  );
}
