export { Alerts, type NewAlert } from './alerts';
export { AlertsModule } from './alerts.module';
