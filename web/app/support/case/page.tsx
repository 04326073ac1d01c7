export { CaseInHand as default } from '@/features/support/case_in_hand';
