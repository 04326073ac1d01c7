export { CrewDayPage as default } from '@/features/crew_day/day_page';
