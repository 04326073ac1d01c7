export { Requests as default } from '@/features/permits/requests';
