import type { Account, Grant } from '@/shared/api/client';
import { limitOf } from '@/shared/api/limits';

/** Who asks for grants and decides them. */
export const parties: readonly Account['role'][] = ['support', 'engineer', 'security'];
export const everyStaff: readonly Account['role'][] = [...parties, 'sales'];

export const purposeLimit = limitOf('POST /grants', 'purpose');
export const reasonLimit = limitOf('POST /grants/{grant}/refusal', 'reason');
const longestMinutes = limitOf('POST /grants', 'minutes').maximum ?? 0;

const spans: readonly number[] = [15, 30, 60, 120, 240, 480];
const breakGlassMinutes = 60;

/** The spans that can be chosen, in minutes. */
export function spansOf(scope: Grant['scope']): readonly number[] {
  return spans.filter((one) => one <= (scope === 'system' ? breakGlassMinutes : longestMinutes));
}

/** What somebody of a role can ask for. */
export function scopesOf(role: Account['role']): readonly Grant['scope'][] {
  return role === 'security' ? ['system'] : ['contact_details', 'order', 'system'];
}
