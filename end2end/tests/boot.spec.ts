import { expect, ready, test } from '../fixtures/test';

/** Whatever the app fetches only when a page needs it. */
const PARTS = '**/app-part-*.wasm';

test('somebody can sign in after four requests under the production policy @phone', async ({ app }) => {
  const requests: string[] = [];
  app.page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    expect(origin, 'nothing is loaded from elsewhere').toBe(app.url);
    if (!/^\/(rpc\/|favicon|manifest|app-part-)/.test(pathname)) requests.push(pathname);
  });
  // No part ever arrives: the sign-in page stands without them.
  await app.page.route(PARTS, () => {});
  await app.open('/sign-in');
  await expect(app.page).toHaveTitle(/Castellan/);
  await app.page.getByLabel('E-mail').fill('mara@northgate.example');
  await expect(app.page.getByRole('button', { name: 'Sign in' })).toBeEnabled();

  const kinds = requests.map((path) => path.match(/[^.]+$/)?.[0]).map((kind) => (kind === '/sign-in' ? 'document' : kind));
  expect(kinds.sort(), requests.join('\n')).toEqual(['css', 'document', 'js', 'wasm']);
});

test('a part that cannot be fetched is said so, and comes with the next try', async ({ app }) => {
  app.expectConsoleError(/ERR_FAILED|Failed to fetch/);
  await app.page.route(PARTS, (route) => route.abort());
  await app.open('/setup');
  await expect(app.page.getByText('This part of Castellan could not be fetched')).toBeVisible();
  await app.page.unroute(PARTS);
  await app.page.getByRole('button', { name: 'Try again' }).click();
  await expect(app.page.getByLabel('Set-up token')).toBeVisible();
});

test('the document is never cached and forbids what it does not need', async ({ castellan, request }) => {
  const response = await request.get(castellan.url);
  const headers = response.headers();
  expect(response.status()).toBe(200);
  expect(headers['content-type']).toContain('text/html');
  expect(headers['cache-control']).toMatch(/no-cache|no-store/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');

  const policy = new Map(
    headers['content-security-policy']?.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('script-src')?.filter((source) => !source.startsWith("'sha256-"))).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(policy.get('style-src')).toEqual(["'self'"]);
  expect(policy.get('worker-src')).toEqual(["'self'"]);
  expect(policy.get('object-src') ?? policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('base-uri')).toEqual(["'none'"]);
  expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
  expect(policy.get('trusted-types')).toEqual(['castellan']);
});

test('no text becomes markup or a script but where the app itself says so', async ({ app }) => {
  app.expectConsoleError(/Trusted ?Type|requires 'Trusted(HTML|Script|ScriptURL)' assignment/);
  await app.open('/sign-in');
  const refused = await app.page.evaluate(() => {
    interface Policies {
      createPolicy(name: string, rules: { createHTML: (text: string) => string }): unknown;
    }
    const { trustedTypes } = window as unknown as { trustedTypes: Policies };
    const tries: Record<string, () => unknown> = {
      markup: () => (document.createElement('div').innerHTML = '<b>bold</b>'),
      'a script of its own': () => (document.createElement('script').text = '1'),
      'the address of a script': () => (document.createElement('script').src = '/worker.js'),
      'another worker': () => new Worker('/worker.js'),
      'the policy of the app': () => trustedTypes.createPolicy('castellan', { createHTML: (text) => text }),
      'another policy': () => trustedTypes.createPolicy('default', { createHTML: (text) => text }),
    };
    return Object.entries(tries).map(([name, attempt]) => {
      try {
        attempt();
        return `${name} was let through`;
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error);
      }
    });
  });
  expect(refused).toEqual(Array(6).fill('refused'));
});

test('assets arrive compressed and stay in the cache for good', async ({ castellan, request }) => {
  const html = await (await request.get(castellan.url)).text();
  const assets = [...html.matchAll(/\/[\w-]+\.(?:css|js|wasm)/g)].map(([path]) => path);
  expect(assets.length).toBeGreaterThan(2);
  for (const path of new Set(assets)) {
    const response = await request.get(castellan.url + path, { headers: { 'accept-encoding': 'br' } });
    expect(response.status(), path).toBe(200);
    expect(response.headers()['content-encoding'], path).toBe('br');
    expect(response.headers()['cache-control'], path).toContain('immutable');
  }
});

test('the key worker stands under the address that the document names', async ({ app }) => {
  await app.open('/');
  const path = await app.page.locator('meta[name="castellan-worker"]').getAttribute('content');
  const response = await app.page.request.get(app.url + path);
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toContain('javascript');
});

test('an unknown address still shows the app, and a reload keeps it', async ({ app }) => {
  await app.open('/no-such-page');
  await app.page.reload();
  await ready(app.page);
});
