export { CrewJobs as default } from '@/features/crew/jobs';
