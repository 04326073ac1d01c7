export { System as default } from '@/features/desk/system';
