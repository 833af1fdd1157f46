// Joins style/*.css in the order of their names: Trunk does not follow @import, and one sheet is one request.
// The result lies in target/ so that a rebuild does not wake the watcher.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../../style/', import.meta.url);
const target = new URL('../../target/', import.meta.url);

const names = readdirSync(source).filter((name) => name.endsWith('.css')).sort();
const text = names.map((name) => readFileSync(new URL(name, source), 'utf8')).join('\n');
mkdirSync(target, { recursive: true });
writeFileSync(new URL('castellan.css', target), text);
