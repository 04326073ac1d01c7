export { Support as default } from '@/features/desk/support';
