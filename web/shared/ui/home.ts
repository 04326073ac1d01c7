import type { Account } from '@/shared/api/client';

const homes: Partial<Record<Account['role'], string>> = {
  customer: '/orders',
  crew: '/crew/offers',
  support: '/support',
  sales: '/figures',
  engineer: '/system',
  security: '/staff',
};

/** Where the work of a role begins. */
export function homeOf({ role }: Account): string {
  return homes[role] ?? '/';
}
