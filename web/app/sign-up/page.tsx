export { SignUp as default } from '@/features/account/sign_up';
