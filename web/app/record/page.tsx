export { OwnRecord as default } from '@/features/record/own_record';
