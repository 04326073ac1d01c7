export { ConfirmEmail as default } from '@/features/account/confirm_email';
