const kiosk = 'the page of the tablet calls it, relative to its own address (/kiosk)';
const health = 'asked by machines that watch over the service';
const desk =
  'open to everybody who is signed in, because each kind of decision asks for its own right: work of staff at a desk';

/** Operations that people who are no staff may use and no page calls, each with the reason. A page that comes takes its line away. */
export const uncalledOperations: Readonly<Record<string, string>> = {
  isAlive: health,
  isReady: health,
  showKioskBoard: kiosk,
  punchAtKiosk: kiosk,
  sendKioskBatch: kiosk,
  listStaffNotices: 'for staff alone; empty for everybody else',
  getDecision: desk,
  proveMyLedgerEntry: 'for programs that check a proof themselves; the page of the ledger says how',
  listMissingCheckOuts: 'showToday says which check-out is missing',
  decideRecord: 'decideRecords says which version was read, so that the desk decides nothing else',
};
