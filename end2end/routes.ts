import type { Role } from './people';

/** A page in one of its states, to look at and to photograph. */
export interface Route {
  /** File name of the photograph. */
  name: string;
  /** `{provider}` and `{client}` stand for the ids that the person sees first; of nobody, the other names for the tokens of letters. */
  path: string;
  /** Who signs in before; nobody if absent. */
  as?: Role;
  /** False on a server that waits for its first admin. */
  setUp?: false;
  /** What to type first, by label. */
  fill?: Record<string, string>;
  /** The name of a button to press first, for dialogs and popovers. */
  press?: string;
  /** The first row of the table is opened. */
  openRow?: true;
  /** The page, or what was opened, waits for keys and gets them. */
  unlock?: true;
  /** Words that show that the state was reached. */
  shows?: string;
  /** The answer that the server gives to it on purpose; the browser notes it as an error. */
  refused?: RegExp;
  /** It shows on purpose what is still on its way. */
  neverSettles?: true;
}

/** Every page worth looking at, in the order of the product. */
export const routes: Route[] = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'register', path: '/register' },
  { name: 'register-mail-sent', path: '/register', fill: { 'E-mail': 'tess.coleman@lindale.example' }, press: 'Send the link', shows: 'Check your mail' },
  { name: 'register-proved', path: '/register#{registration}', shows: 'Master password again' },
  { name: 'register-dead-link', path: '/register#none', shows: 'This link does not work', refused: /registration\/proof/ },
  { name: 'accept-incomplete', path: '/accept', shows: 'The link is not complete.' },
  { name: 'accept-dead-link', path: '/accept#none', shows: 'This link is no longer valid.', refused: /registration\/proof/ },
  { name: 'accept', path: '/accept#{invitation}', shows: 'Choose a master password' },
  { name: 'accept-with-account', path: '/accept#{invitationOfAccount}', shows: 'Sign in with your account' },
  { name: 'setup', path: '/', setUp: false, shows: 'You become the first provider admin.' },
  { name: 'setup-incomplete', path: '/setup', setUp: false, press: 'Create provider', shows: 'Enter an e-mail address like' },
  { name: 'setup-done', path: '/setup', shows: 'Castellan is set up already' },
  { name: 'not-found', path: '/no-such-page' },
  { name: 'gallery', path: '/_gallery', neverSettles: true },
  { name: 'clients', path: '/providers/{provider}/clients', as: 'provider admin' },
  { name: 'clients-attention', path: '/providers/{provider}/clients?chip=attention', as: 'provider admin' },
  { name: 'clients-no-match', path: '/providers/{provider}/clients?search=zzzz', as: 'provider admin' },
  { name: 'clients-service-user', path: '/providers/{provider}/clients', as: 'service user' },
  { name: 'people-service-user', path: '/providers/{provider}/people', as: 'service user', shows: 'This page is for provider admins' },
  { name: 'provider-events-service-user', path: '/providers/{provider}/events', as: 'service user', shows: 'This page is for provider admins' },
  { name: 'plan-service-user', path: '/providers/{provider}/plan', as: 'service user' },
  { name: 'provider-settings-service-user', path: '/providers/{provider}/settings', as: 'service user' },
  { name: 'switcher', path: '/providers/{provider}/clients', as: 'provider admin', press: 'Switch product, provider or client' },
  { name: 'people', path: '/providers/{provider}/people', as: 'provider admin' },
  { name: 'person', path: '/providers/{provider}/people', as: 'provider admin', openRow: true },
  { name: 'people-invite', path: '/providers/{provider}/people', as: 'provider admin', press: 'Invite people' },
  { name: 'provider-events', path: '/providers/{provider}/events', as: 'provider admin' },
  { name: 'plan', path: '/providers/{provider}/plan', as: 'provider admin' },
  { name: 'provider-settings', path: '/providers/{provider}/settings', as: 'provider admin' },
  { name: 'provider-key', path: '/providers/{provider}/settings', as: 'provider admin', press: 'Change the provider key' },
  { name: 'provider-not-found', path: '/providers/{client}/clients', as: 'provider admin', shows: 'This provider is not here for you' },
  { name: 'provider-page-not-found', path: '/providers/{provider}/none', as: 'provider admin', shows: 'There is no page at this address' },
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
  { name: 'import-with-app', path: '/organizations/{client}/import?view=app', as: 'provider admin' },
  { name: 'imports', path: '/organizations/{client}/import?view=history', as: 'provider admin' },
  { name: 'client-events', path: '/organizations/{client}/events', as: 'provider admin' },
  { name: 'organization', path: '/organizations/{client}/settings', as: 'provider admin' },
  { name: 'organization-not-found', path: '/organizations/{provider}/members', as: 'provider admin', shows: 'This organization is not here for you', refused: /404.*organizations\/enter/ },
  { name: 'organization-page-not-found', path: '/organizations/{client}/none', as: 'provider admin', shows: 'There is no page at this address' },
  { name: 'organization-delete', path: '/organizations/{client}/settings', as: 'provider admin', press: 'Delete organization', shows: '” to confirm' },
  { name: 'members-as-owner', path: '/organizations/{client}/members', as: 'client owner' },
  { name: 'organization-as-owner', path: '/organizations/{client}/settings', as: 'client owner' },
  { name: 'members-as-admin', path: '/organizations/{client}/members', as: 'client admin' },
  { name: 'organization-as-admin', path: '/organizations/{client}/settings', as: 'client admin' },
  { name: 'organization-leave', path: '/organizations/{client}/settings', as: 'client admin', press: 'Leave organization', shows: '” to confirm' },
  { name: 'client-events-as-log-reader', path: '/organizations/{client}/events', as: 'log reader' },
  { name: 'members-as-log-reader', path: '/organizations/{client}/members', as: 'log reader', shows: 'This page is not open to you' },
  { name: 'switcher-as-group-manager', path: '/vault', as: 'group manager', press: 'Switch product, provider or client', shows: 'Admin Console' },
  { name: 'groups-as-group-manager', path: '/organizations/{client}/groups', as: 'group manager' },
  { name: 'group-as-group-manager', path: '/organizations/{client}/groups', as: 'group manager', openRow: true },
  { name: 'members-as-member', path: '/organizations/{client}/members', as: 'member', shows: 'This page is not open to you' },
  { name: 'organization-as-member', path: '/organizations/{client}/settings', as: 'member' },
  { name: 'vault-locked', path: '/vault', as: 'client owner' },
  { name: 'vault', path: '/vault', as: 'client owner', unlock: true },
  { name: 'vault-new', path: '/vault?new=1', as: 'client owner', unlock: true },
  { name: 'own-import-locked', path: '/vault/import', as: 'client owner' },
  { name: 'own-import', path: '/vault/import', as: 'client owner', unlock: true },
  { name: 'generator', path: '/vault/generator', as: 'client owner' },
  { name: 'account', path: '/vault/account', as: 'client owner' },
  { name: 'security', path: '/vault/security', as: 'client owner' },
];
