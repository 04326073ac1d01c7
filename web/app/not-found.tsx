export { NotFound as default } from '@/shared/ui/not_found';
