export { OrderView as default } from '@/features/orders/order_view';
