export { ResetPassword as default } from '@/features/account/reset_password';
