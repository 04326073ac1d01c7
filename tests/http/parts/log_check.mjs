// The log's proofs, verified by code that shares nothing with the program: after RFC 9162, C2SP's signed-note and
// tlog-checkpoint, and docs/decisions/log.md.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const leaf_hash = (leaf) => sha256([0], leaf);
const node_hash = (left, right) => sha256([1], left, right);
const bytes = (text) => Buffer.from(text, 'base64');
/** The DER of an Ed25519 key before its 32 bytes (RFC 8410). */
const spki = Buffer.from('302a300506032b6570032100', 'hex');

const key_form = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/;

/** A note's text, where this key is one of those that have signed it. */
export function signed_text(key_text, note) {
  const [name, id, typed] = key_form.exec(key_text).slice(1);
  assert.equal(bytes(typed)[0], 1, 'Ed25519');
  assert.equal(sha256(`${name}\n`, bytes(typed)).subarray(0, 4).toString('hex'), id);
  const gap = note.lastIndexOf('\n\n');
  const text = note.slice(0, gap + 1);
  const signatures = note
    .slice(gap + 2)
    .split('\n')
    .filter((line) => line.startsWith(`\u2014 ${name} `))
    .map((line) => bytes(line.split(' ')[2]))
    .filter((signature) => signature.subarray(0, 4).toString('hex') === id);
  assert.equal(signatures.length, 1, 'one signature is the key\'s');
  const key = createPublicKey({ key: Buffer.concat([spki, bytes(typed).subarray(1)]), format: 'der', type: 'spki' });
  assert.ok(verify(null, Buffer.from(text), key, signatures[0].subarray(4)), 'the signature is the key\'s');
  return text;
}

/** The head of the log that a note is, where this key has signed it. */
export function opened_note(key_text, note) {
  const [origin, size, root, ...rest] = signed_text(key_text, note).split('\n');
  assert.deepEqual([origin, rest], [key_form.exec(key_text)[1], ['']]);
  return { size: Number(size), root: bytes(root) };
}

/** The root that a proof leads to from a leaf (RFC 9162, 2.1.3.2). */
export function root_of_inclusion(leaf, position, size, proof) {
  let [node, last, hash] = [position, size - 1, leaf_hash(leaf)];
  for (const sibling of proof.map(bytes)) {
    assert.notEqual(last, 0, 'the proof is too long');
    if (node % 2 === 1 || node === last) {
      hash = node_hash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node >> 1, last >> 1];
    } else {
      hash = node_hash(hash, sibling);
    }
    [node, last] = [node >> 1, last >> 1];
  }
  assert.equal(last, 0, 'the proof is long enough');
  return hash;
}

/** Both roots that a proof of consistency leads to (RFC 9162, 2.1.4.2). */
export function roots_of_consistency(from, to, from_root, proof) {
  const path = proof.map(bytes);
  if (Number.isInteger(Math.log2(from))) path.unshift(from_root);
  let [node, last] = [from - 1, to - 1];
  while (node % 2 === 1) [node, last] = [node >> 1, last >> 1];
  let [smaller, larger] = [path[0], path[0]];
  for (const hash of path.slice(1)) {
    if (node % 2 === 1 || node === last) {
      [smaller, larger] = [node_hash(hash, smaller), node_hash(hash, larger)];
      while (node % 2 === 0 && node !== 0) [node, last] = [node >> 1, last >> 1];
    } else {
      larger = node_hash(larger, hash);
    }
    [node, last] = [node >> 1, last >> 1];
  }
  assert.equal(last, 0);
  return { smaller, larger };
}

/** An entry's own words: name → value, in a leaf of the first version. */
export function words_of(leaf) {
  const [first, ...lines] = leaf.trimEnd().split('\n');
  assert.equal(first, 'suncrew log entry v1');
  return Object.fromEntries(lines.map((line) => line.split(' ')));
}

/** Fails unless an item of a record stands in the log of this checkpoint, with the values that are told. */
export function check_item(item, head, account) {
  const { leaf, position, proof, opened } = item.standing;
  assert.deepEqual(root_of_inclusion(leaf, position, head.size, proof), head.root);
  const words = words_of(leaf);
  assert.deepEqual([words.at, words.action, words.role], [item.at, item.action, item.by]);
  for (const { field, value, salt } of opened) {
    const committed = sha256(bytes(salt), value == null ? [0] : [1], value ?? '');
    assert.equal(words[field], committed.toString('base64url'), field);
  }
  const told = Object.fromEntries(opened.map(({ field, value }) => [field, value ?? null]));
  assert.equal(told.subject, account);
  assert.equal(told.before, item.before ?? null);
  assert.equal(told.after, item.after ?? null);
  return told;
}
