export { QuoteResult as default } from '@/features/quote/quote_result';
