export { Alerts as default } from '@/features/staff/alerts';
