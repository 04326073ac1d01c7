export { Figures as default } from '@/features/desk/figures';
