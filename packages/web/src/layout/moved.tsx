import { generatePath, Navigate, Route, useLocation, useParams } from 'react-router';

/** Addresses from before the nouns had their own, kept for bookmarks and tickets. */
const MOVED = {
  '/account/sessions': '/sessions',
  '/cancellations/new': '/cancellations/create',
  '/cancellations/policies': '/cancellation-policies',
  '/orders/new': '/orders/create',
  '/orders/register': '/registrations/create',
  '/reconciliation': '/invoices',
  '/reconciliation/upload': '/invoices/create',
  '/reconciliation/invoices/:id': '/invoices/:id',
  '/reconciliation/periods': '/periods',
  '/reconciliation/periods/:id': '/periods/:id',
  '/settings/keys': '/api-keys',
  '/settings/users': '/users',
  '/usage/external-ids': '/aliases',
  '/usage/prices': '/prices',
} as const;

function Moved({ to }: { to: string }) {
  const params = useParams();
  const { search, hash, state } = useLocation();
  return <Navigate replace to={{ pathname: generatePath(to, params), search, hash }} state={state} />;
}

/** Routes that lead to where a page is now, with filters and what was handed over. */
export const movedRoutes = Object.entries(MOVED).map(([from, to]) => (
  <Route key={from} path={from} element={<Moved to={to} />} />
));
