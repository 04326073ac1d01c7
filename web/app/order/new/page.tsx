export { OrderNew as default } from '@/features/orders/order_new';
