import { cancellationVerbs } from './cancellations/cancellation-verbs.ts';
import { dashboardVerbs } from './dashboard/dashboard-verbs.ts';
import { keyVerbs } from './keys/key-verbs.ts';
import { orderVerbs } from './orders/order-verbs.ts';
import { playbookVerbs } from './playbook/playbook-verbs.ts';

/** What the desk can do and read besides the records of its resources: methods of the data provider, a line per noun. */
export const verbs = {
  ...cancellationVerbs,
  ...dashboardVerbs,
  ...keyVerbs,
  ...orderVerbs,
  ...playbookVerbs,
};

export type Verbs = typeof verbs;
