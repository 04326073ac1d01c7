export { SecurityEvents as default } from '@/features/staff/security_events';
