import { limitOf, textFault, type Fault } from '@/shared/api/limits';

export const accountLimits = {
  name: limitOf('POST /accounts', 'name'),
  email: limitOf('POST /accounts', 'email'),
  newPassword: limitOf('POST /accounts', 'password'),
};

/** How an account is opened. */
export type Way = 'password' | 'passkey';

/** Only what is certainly no address is refused here; whether mail arrives shows whether it is one. */
export function emailFault(email: string): Fault | undefined {
  const fault = textFault(email, accountLimits.email);
  if (fault && fault.key !== 'fault.shape') return fault;
  return !fault && /^[^\s@]+@[^\s@]+$/.test(email) ? undefined : { key: 'fault.email' };
}

/** Where to go after signing in: a page of ours, never an address from elsewhere. */
export function safeNext(next: string | null): string | undefined {
  return next && /^\/(?![/\\])[\w\-/?=&%.]*$/.test(next) ? next : undefined;
}
