// The document that the web application's types are made from is the one that the server publishes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Client, scratch } from './parts/client.mjs';

const document_file = new URL('../../web/openapi.json', import.meta.url);

test('web/openapi.json is what `suncrew openapi` prints', async () => {
  const served = await new Client(scratch()).send('GET', '/api/v1/openapi.json');
  assert.equal(served.status, 200);
  assert.deepEqual(JSON.parse(readFileSync(document_file, 'utf8')), served.body, 'run: build/release/suncrew openapi > web/openapi.json');
});

test('every operation says its permission, and no text or list comes in without a limit', async () => {
  const { body } = await new Client(scratch()).send('GET', '/api/v1/openapi.json');
  const unlimited = (schema, path) => {
    if (schema.$ref) return unlimited(body.components.schemas[schema.$ref.split('/').at(-1)], path);
    if (schema.anyOf) return schema.anyOf.flatMap((one) => unlimited(one, path));
    if (schema.type === 'object')
      return Object.entries(schema.properties).flatMap(([name, one]) => unlimited(one, `${path}.${name}`));
    if (schema.type === 'array')
      return [...(schema.maxItems === undefined ? [path] : []), ...unlimited(schema.items, `${path}[]`)];
    const bounded = schema.maxLength !== undefined || schema.format !== undefined || schema.enum !== undefined;
    return schema.type === 'string' && !bounded ? [path] : [];
  };
  for (const [path, methods] of Object.entries(body.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      assert.ok(operation['x-permission'], `${method} ${path}`);
      const schema = operation.requestBody?.content['application/json'].schema;
      if (schema) assert.deepEqual(unlimited(schema, `${method} ${path}`), []);
    }
  }
});
