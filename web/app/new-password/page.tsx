export { NewPassword as default } from '@/features/account/new_password';
