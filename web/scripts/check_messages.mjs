// Fails when a text is missing in a language, is not used by any source, or differs in its placeholders.
import { readFile, readdir } from 'node:fs/promises';

const root = new URL('..', import.meta.url);
const read = async (language) => JSON.parse(await readFile(new URL(`messages/${language}.json`, root), 'utf8'));
const [en, es] = [await read('en'), await read('es')];

const sources = [];
for (const folder of ['app', 'features', 'shared'])
  for (const entry of await readdir(new URL(folder, root), { recursive: true, withFileTypes: true }))
    if (/\.tsx?$/.test(entry.name)) sources.push(await readFile(`${entry.parentPath}/${entry.name}`, 'utf8'));
const source = sources.join('\n');

const literals = new Set([...source.matchAll(/(['"`])([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\1/g)].map((match) => match[2]));
const prefixes = [...source.matchAll(/`([a-z][a-z0-9_]*\.(?:[a-z0-9_]+\.)*[a-z0-9_]*)\$\{/g)].map((match) => match[1]);
const placeholders = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort().join();
const plain = (key) => key.replace(/_(one|other)$/, '');

const faults = [];
for (const key of Object.keys(en)) {
  if (!(key in es)) faults.push(`${key}: missing in es`);
  else if (placeholders(en[key]) !== placeholders(es[key])) faults.push(`${key}: placeholders differ`);
  const used = literals.has(key) || literals.has(plain(key)) || prefixes.some((prefix) => key.startsWith(prefix));
  if (!used) faults.push(`${key}: not used`);
}
for (const key of Object.keys(es)) {
  if (!(key in en)) faults.push(`${key}: missing in en`);
  if (!es[key].trim() || !(en[key] ?? 'x').trim()) faults.push(`${key}: empty`);
}
for (const fault of faults) console.error(fault);
console.log(`messages: ${Object.keys(en).length} texts, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
