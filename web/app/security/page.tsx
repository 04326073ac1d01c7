export { OwnSecurity as default } from '@/features/security/own_security';
