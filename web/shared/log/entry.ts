/** What an entry of the log says, and whether it is what a page tells of it. */
import type { RecordItem, Standing } from '@/shared/api/client';
import { base64url, fixedFromBase64, sha256, utf8, type Bytes } from './bytes';
import { isIncluded, type Head } from './merkle';

const firstLine = 'suncrew log entry v1';
const plainNames = ['at', 'action', 'role'] as const;
const committedNames = ['actor', 'grant', 'subject', 'address', 'device', 'before', 'after'] as const;
const saltBytes = 32;

type Opened = Standing['opened'][number];
export type CommittedName = (typeof committedNames)[number];
type Leaf = Readonly<Record<(typeof plainNames)[number] | CommittedName, string>>;

/** What is wrong with an entry, the first that was found. */
export type EntryFault = 'leaf' | 'proof' | 'at' | 'action' | 'by' | 'opening' | 'subject' | 'before' | 'after' | 'device';

function parseLeaf(text: string): Leaf | undefined {
  const names = [...plainNames, ...committedNames];
  const lines = text.split('\n');
  if (lines.length !== names.length + 2 || lines[0] !== firstLine || lines.at(-1) !== '') return undefined;
  const leaf: Partial<Record<string, string>> = {};
  for (const [at, name] of names.entries()) {
    const line = lines[at + 1] ?? '';
    if (!line.startsWith(`${name} `)) return undefined;
    leaf[name] = line.slice(name.length + 1);
  }
  return leaf as Leaf;
}

async function commitment(salt: Bytes, value: string | undefined): Promise<string> {
  return base64url(value === undefined
    ? await sha256(salt, new Uint8Array([0]))
    : await sha256(salt, new Uint8Array([1]), utf8(value)));
}

async function fits(leaf: Leaf, { field, value, salt }: Opened): Promise<boolean> {
  const bytes = fixedFromBase64(salt, saltBytes);
  return bytes !== undefined && leaf[field] === (await commitment(bytes, value ?? undefined));
}

/** The fields that were opened, each once and each as the leaf has it; undefined otherwise. */
async function openedOf(leaf: Leaf, opened: readonly Opened[]): Promise<Map<CommittedName, string | undefined> | undefined> {
  const values = new Map<CommittedName, string | undefined>();
  for (const one of opened) {
    if (values.has(one.field) || !(await fits(leaf, one))) return undefined;
    values.set(one.field, one.value ?? undefined);
  }
  return values;
}

/** An entry that stands in the tree as it is told, and is about this account; or what is wrong with it. */
export async function faultOf(item: RecordItem, { leaf: text, position, opened, proof }: Standing, account: string, { size, root }: Head): Promise<EntryFault | undefined> {
  const leaf = parseLeaf(text);
  if (!leaf) return 'leaf';
  if (!(await isIncluded(utf8(text), position, size, proof, root))) return 'proof';
  if (leaf.at !== item.at) return 'at';
  if (leaf.action !== item.action) return 'action';
  if (leaf.role !== item.by) return 'by';
  const values = await openedOf(leaf, opened);
  // Who reads this may know these of every entry; one that is held back could hide something.
  if (!values || !(['subject', 'before', 'after'] as const).every((field) => values.has(field))) return 'opening';
  if (item.by === 'owner' && !values.has('device')) return 'opening';
  if (values.get('subject') !== account) return 'subject';
  for (const field of ['before', 'after', 'device'] as const)
    // A text that is empty is told as none.
    if ((item[field] || undefined) !== (values.get(field) || undefined)) return field;
  return undefined;
}
