export { LimitedBy, Unlimited } from './limited-by';
export { LimitsModule } from './limits.module';
