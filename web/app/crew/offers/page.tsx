export { CrewOffers as default } from '@/features/crew/offers';
