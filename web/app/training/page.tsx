export { Course as default } from '@/features/permits/course';
