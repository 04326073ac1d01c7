export { OwnGrants as default } from '@/features/permits/own_grants';
