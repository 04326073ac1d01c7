export { SupportDesk as default } from '@/features/support/support_desk';
