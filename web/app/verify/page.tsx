export { Verify as default } from '@/features/account/verify';
