export { AccountPhones, type Handover } from './account-phones';
