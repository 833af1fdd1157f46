// Cuts the app along the functions that app/src/parts.rs marks, and puts the parts in place of the whole that Trunk made.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// One by one: a browser refuses a module that asks for every feature the optimizer knows.
const FEATURES = ['bulk-memory', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'multivalue', 'reference-types'];

export const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex').slice(0, 16);
const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** Makes a module small: `z` for size, `3` for speed. */
export function optimize(file, level) {
  execFileSync('wasm-opt', [`-O${level}`, ...FEATURES.map((name) => `--enable-${name}`), '--strip-debug', '--strip-producers', file, '-o', file]);
}

export function cutApp({ stage, release, target }) {
  const folder = join(target, 'parts');
  rmSync(folder, { recursive: true, force: true });
  const whole = join(target, 'wasm32-unknown-unknown', release ? 'wasm' : 'debug', 'app.wasm');
  execFileSync('wasm-split-cli', ['--target', 'web', '--out-name', 'app', whole, folder]);
  const main = join(folder, 'app.wasm');
  execFileSync('wasm-bindgen', ['--target', 'web', '--no-typescript', '--keep-lld-exports', '--out-dir', folder, '--out-name', 'app', main]);
  rmSync(main);

  const modules = readdirSync(folder).filter((name) => name.endsWith('.wasm'));
  if (release) modules.forEach((name) => optimize(join(folder, name), 'z'));

  let glue = joinLoader(readFileSync(join(folder, 'app.js'), 'utf8'), readFileSync(join(folder, '__wasm_split.js'), 'utf8'));
  for (const name of modules.filter((name) => name !== 'app_bg.wasm')) {
    const id = release ? hash(readFileSync(join(folder, name))) : name.replace('.wasm', '');
    const named = `app-part-${id}.wasm`;
    renameSync(join(folder, name), join(stage, named));
    glue = replaceOnce(glue, `./${name}`, `./${named}`);
  }
  replaceWhole(stage, release, trustOwn(glue), readFileSync(join(folder, 'app_bg.wasm')));
}

// The server's policy lets no text become markup or the address of a script, but through the one Trusted Types policy that is
// made here, where no other script reaches it. The app has two such places: templates that were compiled, and the key worker.
function trustOwn(glue) {
  const policy = `const trusted = (() => {
  const own = { createHTML: (text) => text, createScriptURL: (address) => address };
  return globalThis.trustedTypes?.createPolicy('castellan', own) ?? own;
})();
`;
  const templates = replaceOnce(glue, 'innerHTML = getStringFromWasm0(arg1, arg2);', 'innerHTML = trusted.createHTML(getStringFromWasm0(arg1, arg2));');
  return policy + replaceOnce(templates, 'new Worker(getStringFromWasm0(arg0, arg1), arg2)', 'new Worker(trusted.createScriptURL(getStringFromWasm0(arg0, arg1)), arg2)');
}

// The loader of the parts is a module that the glue imports and that imports the glue: one file saves a request.
function joinLoader(glue, loader) {
  const names = [];
  const body = loader
    .replace(/^import .*$/m, '')
    .replace(/^export const (\w+)/gm, (_, name) => (names.push(name), `const ${name}`));
  const imports = [...glue.matchAll(/^import \* as (\w+) from "\.\/__wasm_split\.js"$/gm)];
  if (names.length === 0 || imports.length === 0) throw new Error('the glue does not import the loader of the parts in the way expected');
  const joined = imports.reduce((text, [line]) => text.replace(line, ''), glue);
  const parts = `const parts = (() => {\n${body}\nreturn { ${names.join(', ')} };\n})();\n`;
  return `${parts}${imports.map(([, name]) => `const ${name} = parts;\n`).join('')}${joined}`;
}

function replaceWhole(stage, release, glue, wasm) {
  const path = (name) => join(stage, name);
  let html = readFileSync(path('index.html'), 'utf8');
  const [, old] = /\/(app[\w-]*)\.js/.exec(html) ?? [];
  if (old === undefined) throw new Error('index.html does not name the app');
  const id = release ? `app-${hash(glue, wasm)}` : old;
  for (const [end, bytes] of [['.js', glue], ['_bg.wasm', wasm]]) {
    html = html.split(integrity(readFileSync(path(old + end)))).join(integrity(bytes));
    rmSync(path(old + end));
    writeFileSync(path(id + end), bytes);
  }
  writeFileSync(path('index.html'), html.split(`/${old}`).join(`/${id}`));
}

function replaceOnce(text, old, fresh) {
  const pieces = text.split(old);
  if (pieces.length !== 2) throw new Error(`${old} is named ${pieces.length - 1} times, once was expected`);
  return pieces.join(fresh);
}
