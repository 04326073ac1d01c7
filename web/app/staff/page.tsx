export { Staff as default } from '@/features/staff/staff';
