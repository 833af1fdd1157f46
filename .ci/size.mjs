// What a browser loads before the first page can be used, in brotli bytes, against the budget. Run after a release build.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';

const BUDGET = 340_000; // WebAssembly and its glue until the first page can be used
const WHOLE = 1_150_000; // the same with every part of the app: no change may make it much worse than it is
const REQUESTS = 4; // document, style sheet, glue, WebAssembly

const dist = new URL('../dist/', import.meta.url);
const wire = (name) => {
  const packed = new URL(`${name}.br`, dist);
  return statSync(existsSync(packed) ? packed : new URL(name, dist)).size;
};
const thousands = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);

const html = readFileSync(new URL('index.html', dist), 'utf8');
const named = [...html.matchAll(/\/([\w./-]+\.(?:css|js|wasm))/g)].map(([, name]) => name);
const worker = /\/(worker-\w+)\.js/.exec(html)?.[1];
const first = ['index.html', ...new Set(named)].filter((name) => name !== `${worker}.js`);
const later = [`${worker}.js`, `${worker.replace('worker-', 'worker-glue-')}.js`, `${worker}_bg.wasm`];

console.log('to the first page:');
for (const name of first) console.log(thousands(wire(name)), name);
const parts = readdirSync(dist).filter((name) => /^app-part-.*\.wasm$/.test(name));
console.log('when a page of a part is opened:');
for (const name of parts) console.log(thousands(wire(name)), name);
console.log('when a key is first needed:');
for (const name of later) console.log(thousands(wire(name)), name);

const sum = (names) => names.reduce((bytes, name) => bytes + wire(name), 0);
const code = sum(first.filter((name) => /\.(js|wasm)$/.test(name)));
const whole = code + sum(parts);
const of = (bytes, most) => `${thousands(bytes).trim()} of at most ${thousands(most).trim()}`;
console.log(`WebAssembly and glue: ${of(code, BUDGET)}; with every part: ${of(whole, WHOLE)}; requests: ${first.length} of ${REQUESTS}`);
if (parts.length === 0) throw new Error('the app has no parts: was it built in release mode?');
if (code > BUDGET || whole > WHOLE || first.length > REQUESTS) {
  console.error('over budget');
  process.exit(1);
}
