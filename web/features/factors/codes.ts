import type { Fault } from '@/shared/api/limits';

/** Six digits; anything else can't be a code. */
export function totpFault(code: string): Fault | undefined {
  return /^\d{6}$/.test(code) ? undefined : { key: 'fault.totp' };
}

/** Reading is generous with case, spaces and hyphens, as the server is; only what is certainly none is refused. */
export function recoveryFault(code: string): Fault | undefined {
  return code.replace(/[\s-]/g, '').length === 13 ? undefined : { key: 'fault.recovery_code' };
}
