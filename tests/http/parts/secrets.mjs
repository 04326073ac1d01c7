// Remembers every secret that went to and fro, and then looks where none may stand.
import assert from 'node:assert/strict';

const members_of_secrets = new Set(['password', 'token', 'totp', 'code', 'recovery_code', 'key', 'secret', 'uri', 'challenge', 'signature']);
const address_pattern = /^[^@\s]+@[^@\s]+$/;

function* members(value, name) {
  if (Array.isArray(value)) for (const each of value) yield* members(each, name === 'recovery_codes' ? 'recovery_code' : name);
  else if (value !== null && typeof value === 'object') for (const [own, each] of Object.entries(value)) yield* members(each, own);
  else if (typeof value === 'string') yield [name, value];
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export class Secrets {
  cookies = new Set(); ///< values of cookies, in both directions
  typed = new Set(); ///< passwords, codes and tokens, in both directions
  emails = new Set();
  paths = [];
  answers = [];

  /** To be a server's `seen`. */
  see({ path, sent, answer }) {
    this.paths.push(path);
    this.answers.push({ path, text: answer.text });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const value = line.slice(line.indexOf('=') + 1, line.indexOf(';'));
      if (value !== '') this.cookies.add(value);
    }
    for (const body of [typeof sent === 'string' ? json(sent) : undefined, answer.body])
      for (const [name, text] of members(body))
        if (address_pattern.test(text)) this.emails.add(text);
        else if (members_of_secrets.has(name) && /^[^_]/.test(text) && !/^[a-z_]+$/.test(text)) this.typed.add(text);
  }

  /** Fails where a cookie's value stands in any body, or any secret in a path. */
  check_exchanges() {
    for (const cookie of this.cookies) for (const { path, text } of this.answers) assert.ok(!text.includes(cookie), `a cookie's value in the answer to ${path}`);
    for (const path of this.paths) for (const secret of [...this.cookies, ...this.typed, ...this.emails]) assert.ok(!path.includes(secret), `a secret in the path ${path}`);
  }

  /** Fails where any of them stands in the lines of a log; six digits count where they stand alone. */
  check_log(lines) {
    const text = lines.join('\n');
    for (const secret of [...this.cookies, ...this.typed, ...this.emails]) {
      const found = /^\d+$/.test(secret) ? new RegExp(`(?<![\\w.])${secret}(?![\\w])`).test(text) : text.includes(secret);
      assert.ok(!found, `logged: ${secret}`);
    }
  }
}
