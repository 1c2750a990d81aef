import { WORDS_EN } from '@srs-desk/shared/words/en/index.ts';
import account from './account.ts';
import admin from './admin.ts';
import approvals from './approvals.ts';
import audit from './audit.ts';
import billing from './billing.ts';
import calls from './calls.ts';
import cancellations from './cancellations.ts';
import connection from './connection.ts';
import customers from './customers.ts';
import dashboard from './dashboard.ts';
import externalIds from './external-ids.ts';
import frame from './frame.ts';
import invoices from './invoices.ts';
import margin from './margin.ts';
import orders from './orders.ts';
import periods from './periods.ts';
import place from './place.ts';
import playbook from './playbook.ts';
import prices from './prices.ts';
import problem from './problem.ts';
import ra from './ra.ts';
import resources from './resources.ts';
import search from './search.ts';
import statements from './statements.ts';

/** All English texts: one file per noun, each under `desk.<noun>`, the frame directly under `desk`. */
const en = {
  ra,
  resources,
  desk: {
    ...frame,
    account_pages: account,
    admin,
    approvals,
    audit,
    billing,
    calls,
    connection,
    cancellations,
    dashboard,
    externalIds,
    invoices,
    orders,
    periods,
    place,
    playbook,
    prices,
    problem,
    search,
    customers,
    margin,
    statements,
    words: WORDS_EN,
  },
};

export default en;
