export { Landing as default } from '@/features/quote/landing';
