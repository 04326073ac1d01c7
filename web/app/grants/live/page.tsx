export { LiveGrants as default } from '@/features/permits/live_grants';
