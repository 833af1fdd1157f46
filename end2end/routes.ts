import type { Role } from './people';

/** A page to photograph. */
export interface Route {
  /** File name of the photograph. */
  name: string;
  path: string;
  /** Who signs in before; nobody if absent. */
  as?: Role;
  /** The name of a button to press first, for dialogs and drawers. */
  press?: string;
}

/** Every page worth looking at, in the order of the product. */
export const routes: Route[] = [
  { name: 'sign-in', path: '/' },
];
