export { CancelReset as default } from '@/features/account/cancel_reset';
