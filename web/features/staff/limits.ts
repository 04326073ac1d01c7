import type { CloseReason, LockReason, StaffRole } from '@/shared/api/client';

export const staffRoles: readonly StaffRole[] = ['support', 'sales', 'engineer', 'security'];
export const lockReasons: readonly LockReason[] = ['asked_by_owner', 'suspicious', 'left_company', 'device_lost', 'other'];
export const closeReasons: readonly CloseReason[] = ['resolved', 'expected_work', 'false_alarm', 'exercise', 'other'];
