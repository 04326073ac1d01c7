// What every refusal has to be: a problem document with a stable code, and nothing of the inside.
import assert from 'node:assert/strict';

const inside = [
  /\b(select|insert|update|delete)\s+\S+\s/i,
  /sqlite|mariadb|mysql|constraint|errno/i,
  /\bstd::|\.[ch]pp\b|exception|terminate|backtrace|what\(\)/i,
  /\/(root|home|usr|var|etc|tmp|build|src)\//i,
  /0x[0-9a-f]{6}/i,
];

/** Fails unless the answer is the refusal expected. `status` and `code` may be lists of what is allowed. */
export function refuses(answer, status, code, field) {
  const said = `${answer.status} ${answer.text.slice(0, 300)}`;
  assert.ok([status].flat().includes(answer.status), `expected ${status}, got ${said}`);
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/, said);
  const { type, title, status: told, code: reason, request } = answer.body;
  assert.equal(type, 'about:blank', said);
  assert.ok(typeof title === 'string' && title !== '', said);
  assert.equal(told, answer.status, said);
  assert.match(reason, /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, said);
  assert.ok(typeof request === 'string' && request !== '', said);
  for (const pattern of inside) assert.doesNotMatch(answer.text, pattern);
  if (code !== undefined) assert.ok([code].flat().includes(reason), `expected ${code}, got ${said}`);
  if (field !== undefined) assert.equal(answer.body.field, field, said);
}
