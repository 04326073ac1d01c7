import { forget, recall, remember } from './storage';

/** An account was erased on the way to the start page, which says so once. */
const name = 'farewell';

export function sayFarewell(): void {
  remember('session', name, '1');
}

/** Whether there is one to say; it is forgotten with the asking. */
export function farewellDue(): boolean {
  const due = recall('session', name) !== null;
  forget('session', name);
  return due;
}
