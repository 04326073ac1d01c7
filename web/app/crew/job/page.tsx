export { CrewJob as default } from '@/features/crew/job';
