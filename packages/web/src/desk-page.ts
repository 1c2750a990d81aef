import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import type { ComponentType } from 'react';
import type { ResourceProps } from 'react-admin';

/** One page of the desk. A vertical lists its own in `<noun>/pages.ts`; `registry.ts` joins the lists. */
export interface DeskPage {
  /** Address as react-router writes it, e.g. `/orders/:refId`. */
  path: string;
  /** The page's module, loaded when it is first opened. */
  load(): Promise<{ default: ComponentType }>;
  /** What the role must hold; null for every login. */
  permission: Permission | null;
  /** Its place in the navigation; absent for pages that are reached from others. */
  nav?: NavPlace;
}

/** A noun with pages of its own: its name is their address. `<noun>/index.tsx` describes it, `registry.ts` lists it. */
export interface DeskResource extends ResourceProps {
  options: Pick<DeskPage, 'permission' | 'nav'>;
}

export interface NavPlace {
  /** `main`: the bar under the search box. `settings`: the list beside the settings pages. */
  slot: 'main' | 'settings';
  /** Key of its name. */
  text: string;
  /** Smaller stands further left: Desk 10, Orders 20, Calls 30, Cancellations 40, Usage 50, Reconciliation 60, Playbook 70, Audit 80, Settings 90. */
  order: number;
}
