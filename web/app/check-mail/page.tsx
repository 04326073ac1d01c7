export { CheckMail as default } from '@/features/account/check_mail';
