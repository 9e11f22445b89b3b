/** The only door of this sub-room. */
export { DrawCode } from './application/draw-code';
export { PunchByScan, type PunchByScanCommand } from './application/punch-by-scan';
export { ScanTickets } from './application/scan-tickets';
export { ShowCode, type ShownCode } from './application/show-code';
export { CodeQuery } from './http/code.requests';
export { ScanModule } from './scan.module';
