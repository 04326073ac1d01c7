/**
 * The two proofs of a Merkle tree (RFC 6962 has the hashes, RFC 9162 the checks). Sizes are whole numbers below 2⁵³,
 * which is more than the operators of bits can take.
 */
import { fixedFromBase64, same, sha256, type Bytes } from './bytes';

export const hashBytes = 32;
const leafMark = new Uint8Array([0]);
const nodeMark = new Uint8Array([1]);

export function leafHash(leaf: Bytes): Promise<Bytes> {
  return sha256(leafMark, leaf);
}

function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(nodeMark, left, right);
}

/** Undefined where one is no hash. */
function hashesOf(proof: readonly string[]): Bytes[] | undefined {
  const hashes: Bytes[] = [];
  for (const text of proof) {
    const hash = fixedFromBase64(text, hashBytes);
    if (!hash) return undefined;
    hashes.push(hash);
  }
  return hashes;
}

const odd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);

/** A node's place among those of its level, and the place of the level's last. */
class Climb {
  index: number;
  last: number;

  constructor(index: number, last: number) {
    this.index = index;
    this.last = last;
  }

  get atTop(): boolean {
    return this.last === 0;
  }

  /** Whether the neighbour that the proof tells next is the one to the left. */
  get fromLeft(): boolean {
    return odd(this.index) || this.index === this.last;
  }

  up(): void {
    this.index = half(this.index);
    this.last = half(this.last);
  }

  /** Past the levels at which a last node without a neighbour stands for itself. */
  pastLonely(): void {
    while (!odd(this.index) && this.index !== 0) this.up();
  }
}

/** Whether a leaf stands at its position in the tree of this size and root: RFC 9162, section 2.1.3.2. */
export async function isIncluded(leaf: Bytes, position: number, size: number, proof: readonly string[], root: Bytes): Promise<boolean> {
  const path = hashesOf(proof);
  if (!path || !Number.isSafeInteger(position) || position < 0 || position >= size) return false;
  const climb = new Climb(position, size - 1);
  let hash = await leafHash(leaf);
  for (const neighbour of path) {
    if (climb.atTop) return false;
    if (climb.fromLeft) {
      hash = await nodeHash(neighbour, hash);
      climb.pastLonely();
    } else hash = await nodeHash(hash, neighbour);
    climb.up();
  }
  return climb.atTop && same(hash, root);
}

export type Head = { readonly size: number; readonly root: Bytes };

/** Whether the later tree begins with all of the earlier one, which is not empty: RFC 9162, section 2.1.4.2. */
export async function isExtended(earlier: Head, later: Head, proof: readonly string[]): Promise<boolean> {
  const told = hashesOf(proof);
  if (!told || earlier.size < 1 || earlier.size > later.size) return false;
  if (earlier.size === later.size) return told.length === 0 && same(earlier.root, later.root);
  if (told.length === 0) return false;
  const climb = new Climb(earlier.size - 1, later.size - 1);
  while (odd(climb.index)) climb.up();
  // A tree of a power of two is a node of the later one as it is, so its root is not told again.
  const [first, ...path] = climb.index === 0 ? [earlier.root, ...told] : told;
  if (!first) return false;
  let [old, whole] = [first, first];
  for (const neighbour of path) {
    if (climb.atTop) return false;
    if (climb.fromLeft) {
      old = await nodeHash(neighbour, old);
      whole = await nodeHash(neighbour, whole);
      climb.pastLonely();
    } else whole = await nodeHash(whole, neighbour);
    climb.up();
  }
  return climb.atTop && same(old, earlier.root) && same(whole, later.root);
}
