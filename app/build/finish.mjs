// After Trunk: cuts the app into parts, gives the worker's files names that carry their content, and compresses every
// asset once, so that the server never compresses and browsers keep what has not changed.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { cutApp, hash, optimize } from './parts.mjs';

const stage = process.env.TRUNK_STAGING_DIR;
const release = process.env.TRUNK_PROFILE === 'release';
const path = (name) => join(stage, name);

// The loader of the worker. A message that arrives before the module stands would be lost, so it is kept and handed on.
const loader = (glue, wasm) => `import init from './${glue}';
const early = [];
const keep = (event) => { event.stopImmediatePropagation(); early.push(event); };
self.addEventListener('message', keep);
await init({ module_or_path: new URL('./${wasm}', import.meta.url) });
self.removeEventListener('message', keep);
for (const { data, ports } of early) self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
`;

function nameWorker() {
  if (release) optimize(path('worker_bg.wasm'), '3');
  const glue = readFileSync(path('worker.js'));
  const wasm = readFileSync(path('worker_bg.wasm'));
  const id = hash(glue, wasm, loader('', ''));
  renameSync(path('worker.js'), path(`worker-glue-${id}.js`));
  renameSync(path('worker_bg.wasm'), path(`worker-${id}_bg.wasm`));
  writeFileSync(path(`worker-${id}.js`), loader(`worker-glue-${id}.js`, `worker-${id}_bg.wasm`));

  const html = readFileSync(path('index.html'), 'utf8');
  const pieces = html.split('/worker.js');
  if (pieces.length !== 2) throw new Error('index.html must name /worker.js exactly once');
  writeFileSync(path('index.html'), pieces.join(`/worker-${id}.js`));
}

// The server finds the place for the state of the set-up by these very letters; the minifier writes them in its own way.
function placeSetupState() {
  const html = readFileSync(path('index.html'), 'utf8');
  const pieces = html.split(/<meta\s[^>]*castellan-setup[^>]*>/);
  if (pieces.length !== 2) throw new Error('index.html must have one place for castellan-setup');
  writeFileSync(path('index.html'), pieces.join('<meta name="castellan-setup" content="">'));
}

function compress() {
  const kinds = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.wasm', '.webmanifest']);
  for (const name of readdirSync(stage, { recursive: true })) {
    if (!kinds.has(extname(name))) continue;
    const plain = readFileSync(path(name));
    const brotli = brotliCompressSync(plain, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      },
    });
    // A file that does not shrink is served plain.
    for (const [end, packed] of [['.br', brotli], ['.gz', gzipSync(plain, { level: 9 })]]) {
      if (packed.length < plain.length) writeFileSync(path(name + end), packed);
      else rmSync(path(name + end), { force: true });
    }
  }
}

cutApp({ stage, release, target: process.env.CARGO_TARGET_DIR });
nameWorker();
placeSetupState();
if (release) compress();
