// Finishes the export: a Content-Security-Policy per page in out/headers.json, with the hash of each inline
// script, and a compressed twin beside each text file. Fails when a page holds what the policy would refuse.
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const out = new URL('../out/', import.meta.url);
const text = /\.(html|js|css|json|txt|svg|webmanifest)$/;
const compressBytesMin = 1024;

const files = (await readdir(out, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && !/\.(gz|br)$/.test(entry.name) && entry.name !== 'headers.json')
  .map((entry) => `${entry.parentPath}/${entry.name}`.replace(/\/+/g, '/').slice(out.pathname.length))
  .sort();

function policy(html) {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)]
    .map(([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src 'self' ${[...new Set(hashes)].join(' ')}`.trim(),
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types nextjs nextjs#bundler suncrew-worker',
  ].join('; ');
}

/** What the policy would refuse, or what would reach out to a third party. */
function refused(html) {
  const markup = html.replace(/<script[\s\S]*?<\/script>/g, '');
  return [/<[^>]+\sstyle=/i, /<style/i, /<[^>]+\son[a-z]+=/i, /(?:src|href)="(?:https?:)?\/\//i, /javascript:/i]
    .filter((pattern) => pattern.test(markup));
}

const headers = {};
for (const file of files.filter((name) => name.endsWith('.html'))) {
  const html = await readFile(new URL(file, out), 'utf8');
  const wrong = refused(html);
  if (wrong.length > 0) throw new Error(`${file} holds what the policy refuses: ${wrong.join(', ')}`);
  headers[`/${file}`] = policy(html);
}
// The worker that lets the crew's day open without a connection: with the list of that page's files, and their edition.
const offlinePage = await readFile(new URL('crew/day.html', out), 'utf8');
const ownFiles = [...new Set(offlinePage.match(/\/?_next\/static\/[\w./%()[\]~-]+\.(?:js|css)/g))].map((path) => `/${path.replace(/^\//, '')}`);
const shell = ['/crew/day', '/boot.js', '/icon.svg', '/manifest.webmanifest', '/map/countries-110m.json', '/map/countries-50m.json', '/map/cities.json', ...ownFiles.sort()];
const edition = createHash('sha256');
for (const path of shell) edition.update(await readFile(new URL(path === '/crew/day' ? 'crew/day.html' : `.${decodeURI(path)}`, out)));
const worker = await readFile(new URL('../worker/crew_day.js', import.meta.url), 'utf8');
const worked = `const shell = ${JSON.stringify(shell)};\nconst edition = '${edition.digest('hex').slice(0, 16)}';\n${worker}`;
await writeFile(new URL('crew/day_worker.js', out), worked);
files.push('crew/day_worker.js');
headers['/crew/day_worker.js'] = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

await writeFile(new URL('headers.json', out), JSON.stringify(headers, null, 1));

for (const file of files.filter((name) => text.test(name))) {
  const content = await readFile(new URL(file, out));
  if (content.length < compressBytesMin) continue;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  await writeFile(new URL(`${file}.gz`, out), await promisify(gzip)(content, { level: 9 }));
  await writeFile(new URL(`${file}.br`, out), await promisify(brotliCompress)(content, brotli));
}
console.log(`post-build: ${Object.keys(headers).length} pages with a policy, ${files.length} files`);
