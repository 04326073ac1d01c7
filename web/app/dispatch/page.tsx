export { BoardPage as default } from '@/features/dispatch/board_page';
