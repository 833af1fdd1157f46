import type { Role } from './people';

/** A page to photograph. */
export interface Route {
  /** File name of the photograph. */
  name: string;
  /** `{provider}` and `{client}` stand for the ids that the person sees first. */
  path: string;
  /** Who signs in before; nobody if absent. */
  as?: Role;
  /** The name of a button to press first, for dialogs and popovers. */
  press?: string;
  /** The first row of the table is opened. */
  openRow?: true;
  /** The page, or what was opened, waits for keys and gets them. */
  unlock?: true;
  /** It shows on purpose what is still on its way. */
  neverSettles?: true;
}

/** Every page worth looking at, in the order of the product. */
export const routes: Route[] = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'register', path: '/register' },
  { name: 'accept-incomplete', path: '/accept' },
  { name: 'setup-done', path: '/setup' },
  { name: 'not-found', path: '/no-such-page' },
  { name: 'gallery', path: '/_gallery', neverSettles: true },
  { name: 'clients', path: '/providers/{provider}/clients', as: 'provider admin' },
  { name: 'clients-attention', path: '/providers/{provider}/clients?chip=attention', as: 'provider admin' },
  { name: 'clients-no-match', path: '/providers/{provider}/clients?search=zzzz', as: 'provider admin' },
  { name: 'clients-service-user', path: '/providers/{provider}/clients', as: 'service user' },
  { name: 'switcher', path: '/providers/{provider}/clients', as: 'provider admin', press: 'Switch product, provider or client' },
  { name: 'people', path: '/providers/{provider}/people', as: 'provider admin' },
  { name: 'person', path: '/providers/{provider}/people', as: 'provider admin', openRow: true },
  { name: 'people-invite', path: '/providers/{provider}/people', as: 'provider admin', press: 'Invite people' },
  { name: 'provider-events', path: '/providers/{provider}/events', as: 'provider admin' },
  { name: 'plan', path: '/providers/{provider}/plan', as: 'provider admin' },
  { name: 'provider-settings', path: '/providers/{provider}/settings', as: 'provider admin' },
  { name: 'provider-key', path: '/providers/{provider}/settings', as: 'provider admin', press: 'Change the provider key' },
  { name: 'members', path: '/organizations/{client}/members', as: 'provider admin' },
  { name: 'member', path: '/organizations/{client}/members', as: 'provider admin', openRow: true },
  { name: 'members-invite', path: '/organizations/{client}/members', as: 'provider admin', press: 'Invite members' },
  { name: 'groups', path: '/organizations/{client}/groups', as: 'provider admin' },
  { name: 'groups-no-match', path: '/organizations/{client}/groups?search=zzzz', as: 'provider admin' },
  { name: 'group-locked', path: '/organizations/{client}/groups', as: 'provider admin', openRow: true },
  { name: 'collections-locked', path: '/organizations/{client}/collections', as: 'provider admin' },
  { name: 'group', path: '/organizations/{client}/groups', as: 'provider admin', openRow: true, unlock: true },
  { name: 'collections', path: '/organizations/{client}/collections', as: 'provider admin', unlock: true },
  { name: 'import', path: '/organizations/{client}/import', as: 'provider admin' },
  { name: 'imports', path: '/organizations/{client}/import?view=history', as: 'provider admin' },
  { name: 'client-events', path: '/organizations/{client}/events', as: 'provider admin' },
  { name: 'organization', path: '/organizations/{client}/settings', as: 'provider admin' },
  { name: 'vault-locked', path: '/vault', as: 'client owner' },
  { name: 'vault', path: '/vault', as: 'client owner', unlock: true },
  { name: 'vault-new', path: '/vault?new=1', as: 'client owner', unlock: true },
  { name: 'generator', path: '/vault/generator', as: 'client owner' },
  { name: 'account', path: '/vault/account', as: 'client owner' },
  { name: 'security', path: '/vault/security', as: 'client owner' },
];
