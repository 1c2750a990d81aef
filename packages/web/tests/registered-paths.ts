import { Children, isValidElement, type ReactNode } from 'react';
import { pages } from '../src/pages.ts';
import { resources } from '../src/resources.ts';

/** The paths of the routes among these elements. */
function routePaths(nodes: ReactNode): string[] {
  return Children.toArray(nodes).flatMap((node) => {
    if (!isValidElement<{ path?: string; children?: ReactNode }>(node)) return [];
    const { path, children } = node.props;
    return [...(path === undefined ? [] : [`/${path}`]), ...routePaths(children)];
  });
}

/** The pages of each resource: its list, one of its records, a new one, and what else it has. */
const ofResources = resources.flatMap(({ name, list, show, create, children }) =>
  [
    ...(list ? [''] : []),
    ...(show ? ['/:id'] : []),
    ...(create ? ['/create'] : []),
    ...routePaths(children),
  ].map((path) => `/${name}${path}`),
);

/** The path of every page in the frame, with `:id` where one of its records is named. */
export const PAGES: readonly string[] = ['/', ...pages.map(({ path }) => path), ...ofResources];
