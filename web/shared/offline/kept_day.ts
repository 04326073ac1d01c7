/**
 * The last day that a crew was shown, to be read without a connection: sealed in IndexedDB with AES-GCM under a key
 * that no script can take out of the browser. It holds one day of one account, is good on that day alone, and goes with
 * the session. Who holds the unlocked phone can read it, as they can the page itself.
 */
import type { CrewCalendar, CrewDay, Job } from '@/shared/api/client';
import { recall } from '@/shared/storage';

const databaseName = 'suncrew.day';
const store = 'kept';
const sealedBytesMax = 512 * 1024;

/** Where a stop is and whom to call there. */
export type House = Pick<Job, 'address' | 'contact' | 'latitude' | 'longitude'>;
/** A day as its crew was shown it, with the days ahead, and the houses of its stops by their orders. */
export type KeptDay = { account: string; calendar: CrewCalendar; day: CrewDay; houses: Readonly<Record<string, House>>; keptAt: string };
type Sealed = { account: string; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no storage'));
  });
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store);
  const database = await settled(request);
  // Another tab forgets: this one does not stand in its way.
  database.onversionchange = () => database.close();
  return database;
}

async function inStore<T>(mode: IDBTransactionMode, ask: (kept: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await settled(ask(database.transaction(store, mode).objectStore(store)));
  } finally {
    database.close();
  }
}

async function exists(): Promise<boolean> {
  const found = await indexedDB.databases();
  return found.some(({ name }) => name === databaseName);
}

async function keyOfIt(): Promise<CryptoKey> {
  const held: unknown = await inStore('readonly', (kept) => kept.get('key'));
  if (held instanceof CryptoKey) return held;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await inStore('readwrite', (kept) => kept.put(made, 'key'));
  return made;
}

/** A record under another account's name does not open. */
function bound(account: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(account) };
}

/** The day's end on the clock of the place. */
function overAt({ day, utc_offset_minutes }: CrewDay): number {
  return Date.parse(`${day}T00:00:00Z`) + 86_400_000 - utc_offset_minutes * 60_000;
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other, so that what is written late is not written after it was to be forgotten. */
function inTurn<T>(act: () => Promise<T>): Promise<T | undefined> {
  const next = last.then(act).catch(() => undefined);
  last = next;
  return next;
}

async function forgetNow(): Promise<void> {
  if (!(await exists())) return;
  await settled(indexedDB.deleteDatabase(databaseName));
}

/** Keeps a day in place of the one before it. Where storage is switched off or full, nothing is kept. */
export function keepDay(day: KeptDay): Promise<unknown> {
  return inTurn(async () => {
    const plain = new TextEncoder().encode(JSON.stringify(day));
    if (plain.length > sealedBytesMax) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(bound(day.account, iv), await keyOfIt(), plain);
    const record: Sealed = { account: day.account, iv, sealed };
    // Whoever has signed out meanwhile, here or in another tab, leaves nothing behind.
    if (recall('local', 'signed_in') !== '1') return forgetNow();
    await inStore('readwrite', (kept) => kept.put(record, 'day'));
  });
}

/** The kept day, or null; one that is over, or does not open, is forgotten. */
export async function readKeptDay(): Promise<KeptDay | null> {
  const found = await inTurn(async () => {
    if (!(await exists())) return null;
    const record = (await inStore('readonly', (kept) => kept.get('day'))) as Sealed | undefined;
    if (!record) return null;
    try {
      const plain = await crypto.subtle.decrypt(bound(record.account, record.iv), await keyOfIt(), record.sealed);
      const kept = JSON.parse(new TextDecoder().decode(plain)) as KeptDay;
      if (kept.account === record.account && overAt(kept.day) > Date.now()) return kept;
    } catch {
      // It was made by other hands, or by an earlier edition of this page.
    }
    await forgetNow();
    return null;
  });
  return found ?? null;
}

/** Forgets the day, its key and all, unless it is of one account. */
export function forgetKeptDay(exceptOf?: string): Promise<unknown> {
  return inTurn(async () => {
    if (!(await exists())) return;
    if (exceptOf !== undefined) {
      const record = (await inStore('readonly', (kept) => kept.get('day'))) as Sealed | undefined;
      if (record?.account === exceptOf) return;
    }
    await forgetNow();
  });
}
