export { DesignPage as default } from '@/features/design/design_page';
