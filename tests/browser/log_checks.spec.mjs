// The browser's own checks of the log, as plain functions: against trees, notes and entries that are made here, in a
// second way. Nothing of a server or a browser is needed.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import ts from '../../web/node_modules/typescript/lib/typescript.js';

/** The pages' own modules, with nothing but their types taken away. */
async function imported(names) {
  const folder = mkdtempSync(join(tmpdir(), 'suncrew-log-'));
  try {
    for (const name of names) {
      const source = readFileSync(new URL(`../../web/shared/log/${name}.ts`, import.meta.url), 'utf8');
      const { outputText } = ts.transpileModule(source, { compilerOptions: { target: 'es2022', module: 'esnext' } });
      writeFileSync(join(folder, `${name}.mjs`), outputText.replace(/ from '(\.\/\w+)'/g, " from '$1.mjs'"));
    }
    const modules = await Promise.all(names.map((name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href)));
    return Object.assign({}, ...modules);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const { faultOf, fromBase64, isExtended, isIncluded, openNote, parseCheckpoint, parseKey } = await imported(['bytes', 'merkle', 'note', 'checkpoint', 'entry']);

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const leafHash = (leaf) => sha256([0], leaf);
const node = (left, right) => sha256([1], left, right);
const bytes = (buffer) => new Uint8Array(buffer);
const texts = (hashes) => hashes.map((hash) => hash.toString('base64'));

/** The largest power of two below n. */
const split = (n) => { let k = 1; while (k * 2 < n) k *= 2; return k; };

// The definitions of RFC 6962, section 2.1, word for word.
const root = (leaves) => {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leafHash(leaves[0]);
  const k = split(leaves.length);
  return node(root(leaves.slice(0, k)), root(leaves.slice(k)));
};
const path = (m, leaves) => {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k ? [...path(m, leaves.slice(0, k)), root(leaves.slice(k))] : [...path(m - k, leaves.slice(k)), root(leaves.slice(0, k))];
};
const subproof = (m, leaves, whole) => {
  if (m === leaves.length) return whole ? [] : [root(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), root(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), root(leaves.slice(0, k))];
};

const leavesMax = 34;
const leaves = Array.from({ length: leavesMax }, (_, at) => Buffer.from(`leaf ${at}`));
const roots = Array.from({ length: leavesMax + 1 }, (_, size) => bytes(root(leaves.slice(0, size))));
const flipped = (hash) => { const other = Buffer.from(hash); other[7] ^= 1; return other; };

describe('inclusion', () => {
  test('holds for every leaf of every tree, and for no other place, size, root or leaf', async () => {
    for (let size = 1; size <= leavesMax; ++size)
      for (let at = 0; at < size; ++at) {
        const proof = texts(path(at, leaves.slice(0, size)));
        assert.ok(await isIncluded(bytes(leaves[at]), at, size, proof, roots[size]), `${at} of ${size}`);
        assert.ok(!(await isIncluded(bytes(leaves[at]), at + 1, size, proof, roots[size])), `${at} of ${size} one place on`);
        assert.ok(!(await isIncluded(bytes(leaves[at]), at, size, proof, roots[size - 1])));
        assert.ok(!(await isIncluded(bytes(Buffer.from('other')), at, size, proof, roots[size])));
        assert.ok(!(await isIncluded(bytes(leaves[at]), at, size, [...proof, proof[0] ?? texts([roots[1]].map(Buffer.from))[0]], roots[size])), 'nothing behind the top');
        if (proof.length > 0) assert.ok(!(await isIncluded(bytes(leaves[at]), at, size, proof.slice(0, -1), roots[size])));
      }
  });
  test('holds for no proof with a byte changed, cut or written in another way', async () => {
    const size = 23;
    const proof = path(9, leaves.slice(0, size));
    for (let level = 0; level < proof.length; ++level)
      assert.ok(!(await isIncluded(bytes(leaves[9]), 9, size, texts(proof.with(level, flipped(proof[level]))), roots[size])));
    for (const wrong of [Buffer.alloc(31).toString('base64'), '', 'no base64', `${texts(proof)[0]}\n`, texts(proof)[0].replace('=', '')])
      assert.ok(!(await isIncluded(bytes(leaves[9]), 9, size, texts(proof).with(0, wrong), roots[size])));
    for (const place of [-1, 0.5, Number.NaN, 2 ** 53, size])
      assert.ok(!(await isIncluded(bytes(leaves[9]), place, size, texts(proof), roots[size])));
  });
  test('takes sizes beyond what bits can hold', async () => {
    // A full tree of 2^40 equal leaves: at each level both sides are the same.
    let hash = leafHash('same');
    const proof = [];
    for (let level = 0; level < 40; ++level) { proof.push(hash); hash = node(hash, hash); }
    assert.ok(await isIncluded(bytes(Buffer.from('same')), 2 ** 40 - 3, 2 ** 40, texts(proof), bytes(hash)));
    assert.ok(!(await isIncluded(bytes(Buffer.from('same')), 2 ** 40 - 3, 2 ** 40, texts(proof.slice(1)), bytes(hash))));
  });
});

describe('consistency', () => {
  const head = (size) => ({ size, root: roots[size] });
  test('holds between every two sizes of one log', async () => {
    for (let from = 1; from <= leavesMax; ++from)
      for (let to = from; to <= leavesMax; ++to) {
        const proof = texts(subproof(from, leaves.slice(0, to), true));
        assert.ok(await isExtended(head(from), head(to), proof), `${from} to ${to}`);
        assert.ok(!(await isExtended({ size: from, root: bytes(flipped(roots[from])) }, head(to), proof)));
        assert.ok(!(await isExtended(head(from), { size: to, root: bytes(flipped(roots[to])) }, proof)));
        assert.ok(!(await isExtended(head(from), head(to), [...proof, texts([Buffer.from(roots[1])])[0]])));
        if (proof.length > 0) assert.ok(!(await isExtended(head(from), head(to), proof.slice(0, -1))));
        if (from < to) assert.ok(!(await isExtended(head(to), head(from), proof)), 'never backwards');
      }
  });
  test('holds for no log in which an old leaf was changed', async () => {
    for (let from = 1; from < leavesMax; ++from) {
      const other = leaves.with(from - 1, Buffer.from('rewritten'));
      for (const to of [from, from + 1, leavesMax])
        assert.ok(!(await isExtended(head(from), { size: to, root: bytes(root(other.slice(0, to))) }, texts(subproof(from, other.slice(0, to), true)))), `${from} to ${to}`);
    }
  });
  test('nothing follows from an empty log', async () => {
    assert.ok(!(await isExtended(head(0), head(3), [])));
  });
});

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const rawKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
const typed = Buffer.concat([[1], rawKey].map((part) => Buffer.from(part)));
const keyId = (name) => sha256(`${name}\n`, typed).subarray(0, 4);
const keyText = (name) => `${name}+${keyId(name).toString('hex')}+${typed.toString('base64')}`;
const signatureLine = (name, text, key = privateKey, id = keyId(name)) => `— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64')}\n`;
const name = 'example.org/log';
const text = `${name}\n34\n${Buffer.from(roots[34]).toString('base64')}\n`;

describe('notes', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const foreign = signatureLine('witness.example', text, other, Buffer.from('abcd'));
  test('open with the key that signed them, whoever else did', async () => {
    const key = await parseKey(keyText(name));
    for (const lines of [signatureLine(name, text), foreign + signatureLine(name, text), signatureLine(name, text) + foreign])
      assert.deepEqual(await openNote(`${text}\n${lines}`, key), { text, signature: 'good' });
  });
  test('do not open otherwise', async () => {
    const key = await parseKey(keyText(name));
    const good = signatureLine(name, text);
    for (const [why, note] of Object.entries({
      'not signed': `${text}\n`,
      'signed by another alone': `${text}\n${foreign}`,
      'another key under the same id': `${text}\n${signatureLine(name, text, other)}`,
      'one of two signatures wrong': `${text}\n${good}${signatureLine(name, text, other)}`,
      'another text': `${text.replace('34', '35')}\n${good}`,
      'no end of the last line': `${text}\n${good.trimEnd()}`,
      'no dash': `${text}\n${good.replace('—', '-')}`,
      'a line that is none': `${text}\n${good}more\n`,
      'no blank line': `${text}${good}`,
      'something behind the signature': `${text}\n${good.replace('\n', ' more\n')}`,
      'a control character': `${text}\t\n\n${good}`,
    })) assert.equal(await openNote(note, key), undefined, why);
  });
  test('keys are what they say', async () => {
    assert.equal((await parseKey(keyText(name))).name, name);
    const digits = keyId(name).toString('hex');
    for (const wrong of ['', name, keyText(name).replace(digits, '00000000'), keyText(name).replace('example', 'exbmple'), keyText('a b'), keyText(name).slice(0, -4),
      `${name}+${digits}+${Buffer.concat([[2], rawKey].map((part) => Buffer.from(part))).toString('base64')}`])
      assert.equal(await parseKey(wrong), undefined, wrong);
  });
  test('checkpoints have a size without leading zeroes and a root', () => {
    assert.equal(parseCheckpoint(text).size, 34);
    assert.equal(parseCheckpoint(`${text}a later kind of line\n`).size, 34);
    for (const wrong of [text.replace('34', '034'), text.replace('34', '-1'), text.replace('34', '1e3'), text.replace('34', '9007199254740993'), text.trimEnd(), `${text}\n`, text.slice(0, -5) + '\n', `\n${text}`])
      assert.equal(parseCheckpoint(wrong), undefined, wrong);
  });
});

describe('entries', () => {
  const account = '01900000-0000-7000-8000-000000000001';
  const names = ['actor', 'grant', 'subject', 'address', 'device', 'before', 'after'];
  const values = { actor: 'someone', subject: account, address: '192.0.2.1', device: 'Firefox on Linux', before: 'sales', after: 'support' };
  const salts = Object.fromEntries(names.map((field) => [field, randomBytes(32)]));
  const committed = (field) => sha256(salts[field], field in values ? [1] : [0], values[field] ?? '').toString('base64url');
  const leaf = ['suncrew log entry v1', 'at 2026-11-21T14:00:00.000Z', 'action role_changed', 'role owner', ...names.map((field) => `${field} ${committed(field)}`), ''].join('\n');
  const tree = [...leaves.slice(0, 6), Buffer.from(leaf), ...leaves.slice(6, 9)];
  const opened = ['subject', 'address', 'device', 'before', 'after'].map((field) => ({ field, value: values[field], salt: salts[field].toString('base64') }));
  const item = { id: 1, at: '2026-11-21T14:00:00.000Z', action: 'role_changed', by: 'owner', before: 'sales', after: 'support', device: 'Firefox on Linux' };
  const standing = { position: 6, leaf, opened, proof: texts(path(6, tree)) };
  const head = { size: tree.length, root: bytes(root(tree)) };
  const without = (field) => opened.filter((one) => one.field !== field);
  const faultWith = (change, shown = {}) => faultOf({ ...item, ...shown }, { ...standing, ...change }, account, head);
  const inTree = (text, at = 6) => { const other = tree.with(at, Buffer.from(text)); return [{ leaf: text, proof: texts(path(at, other)) }, { size: other.length, root: bytes(root(other)) }]; };

  test('stand where they say and say what is shown', async () => { assert.equal(await faultWith({}), undefined); });
  test('each difference has its name', async () => {
    for (const [fault, change, shown] of [
      ['proof', { position: 5 }], ['proof', { leaf: leaf.replace('role_changed', 'email_changed') }], ['proof', { proof: [] }],
      ['leaf', { leaf: leaf.replace('entry v1', 'entry v2') }], ['leaf', { leaf: `${leaf}more\n` }], ['leaf', { leaf: leaf.trimEnd() }],
      ['at', {}, { at: '2026-11-21T14:00:00.001Z' }], ['action', {}, { action: 'email_changed' }], ['by', {}, { by: 'system' }],
      ['before', {}, { before: 'crew' }], ['after', {}, { after: undefined }], ['device', {}, { device: 'Chrome on Linux' }],
      ['opening', { opened: without('after') }, { after: undefined }], ['opening', { opened: without('subject') }], ['opening', { opened: without('device') }, { device: undefined }],
      ['opening', { opened: [...opened, opened[0]] }],
      ['opening', { opened: [...without('after'), { ...opened.at(-1), value: 'security' }] }, { after: 'security' }],
      ['opening', { opened: [...without('after'), { ...opened.at(-1), value: null }] }, { after: null }],
      ['opening', { opened: [...without('after'), { ...opened.at(-1), salt: 'short' }] }],
    ]) assert.equal(await faultWith(change, shown), fault, JSON.stringify([change, shown]));
  });
  test('another account\'s entry is not one\'s own', async () => {
    assert.equal(await faultOf(item, standing, account.replace(/1$/, '2'), head), 'subject');
  });
  test('a leaf of another order or with a line twice is none, even in the tree', async () => {
    const lines = leaf.split('\n');
    for (const other of [lines.with(1, lines[2]).with(2, lines[1]), lines.with(4, lines[5])]) {
      const [change, otherHead] = inTree(other.join('\n'));
      assert.equal(await faultOf(item, { ...standing, ...change }, account, otherHead), 'leaf');
    }
  });
});

test('base64 has one spelling', () => {
  assert.deepEqual(fromBase64('AQI='), new Uint8Array([1, 2]));
  for (const wrong of ['AQI', 'AQJ=', 'AQI=\n', 'A Q I=', '-_8=', '====']) assert.equal(fromBase64(wrong), undefined, wrong);
});
