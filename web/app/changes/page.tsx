export { OwnChanges as default } from '@/features/changes/own_changes';
