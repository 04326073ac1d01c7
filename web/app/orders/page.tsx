export { OrderList as default } from '@/features/orders/order_list';
