import { expect, test, type Page } from '@playwright/test';
import { settled } from './fixtures/acts';
import { copySample, startCastellan, type Castellan } from './fixtures/castellan';
import { startMailbox, type Mailbox } from './fixtures/mailbox';
import { ready } from './fixtures/test';
import { enter, unlock, type Role } from './people';
import { linkOf, visit } from './people_at_work';
import { routes, type Route } from './routes';

/** Everybody who looks around: one sign-in for each role, since signing in is limited and takes its time. Nobody comes last, for whom people are invited. */
export const walkers = [...new Set(routes.flatMap(({ as }) => as ?? [])), undefined];

export function routesOf(as: Role | undefined): Route[] {
  return routes.filter((route) => route.as === as);
}

/** Where the routes lead. */
export interface Place {
  sample: Castellan;
  /** It waits for its first admin. */
  empty: Castellan;
  /** What `sample` sends. */
  mailbox: Mailbox;
  stop(): Promise<void>;
}

export async function startPlace(): Promise<Place> {
  const mailbox = await startMailbox();
  const [sample, empty] = await Promise.all([startCastellan({ smtpUrl: mailbox.smtpUrl, prepare: copySample }), startCastellan()]);
  const stop = async () => {
    await Promise.all([sample.stop(), empty.stop()]);
    await mailbox.stop();
  };
  return { sample, empty, mailbox, stop };
}

/** Shows every page of a role, each in its state. */
export async function walk(page: Page, place: Place, as: Role | undefined, look: (route: Route) => Promise<void>): Promise<void> {
  const names = as ? await enter(page, place.sample.url, as) : await tokensOfLetters(page, place);
  for (const route of routesOf(as)) {
    await test.step(route.name, async () => {
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? name);
      // An address that differs from the last one by its fragment alone would not be loaded.
      await page.goto('about:blank');
      await page.goto((route.setUp === false ? place.empty : place.sample).url + path);
      await ready(page);
      if (!route.neverSettles) await settled(page);
      for (const [label, text] of Object.entries(route.fill ?? {})) await page.getByLabel(label).fill(text);
      if (route.press) await page.getByRole('button', { name: route.press }).first().click();
      if (route.openRow) await page.locator('tr[data-at]').first().click();
      if (route.unlock) await unlock(page);
      if (route.shows) await expect(page.getByText(route.shows).first()).toBeVisible();
      if (!route.neverSettles) await settled(page);
      await look(route);
    });
  }
}

/** Has the letters sent whose links are routes. */
async function tokensOfLetters(page: Page, { sample: { url }, mailbox }: Place): Promise<Record<string, string>> {
  const [fresh, known, registering] = ['nadia.rahman@hartwell.example', 'helena.marsh@kestrel.example', 'tess.coleman@lindale.example'];
  const token = async (address: string) => linkOf(await mailbox.waitFor(address)).replace(/.*#/, '');
  const owner = await page.context().browser()?.newPage();
  if (!owner) throw new Error('the browser is gone');
  const { client } = await enter(owner, url, 'client owner');
  await visit(owner, `${url}/organizations/${client}/members?invite=1`);
  await owner.getByLabel('E-mail addresses').fill(`${fresh}\n${known}`);
  await owner.getByRole('button', { name: 'Invite 2 people' }).click();
  const [invitation, invitationOfAccount] = [await token(fresh), await token(known)];
  await visit(owner, `${url}/register`);
  await owner.getByLabel('E-mail').fill(registering);
  await owner.getByRole('button', { name: 'Send the link' }).click();
  const registration = await token(registering);
  await owner.close();
  return { invitation, invitationOfAccount, registration };
}
