export {
  ALERT_STATUSES,
  AlertService,
  alertStatusOf,
  type Alert,
  type AlertQuery,
  type AlertStatus,
  type NewAlert,
} from './alert.service.js';
export { ALERT_KINDS, alertTitle, type AlertKind, type AlertSeverity } from './alert-kinds.js';
