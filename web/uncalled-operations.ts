const kiosk = 'the page of the tablet calls it, relative to its own address (/kiosk)';
const health = 'asked by machines that watch over the service';
const places = 'for programs that know codes; the page of imports brings places by stagePeopleImport';

/** Operations that no page calls, each with the reason. A page that comes takes its line away. */
export const uncalledOperations: Readonly<Record<string, string>> = {
  isAlive: health,
  isReady: health,
  showKioskBoard: kiosk,
  punchAtKiosk: kiosk,
  sendKioskBatch: kiosk,
  listStaffNotices: 'for staff alone; empty for everybody else',
  getDecision: 'listDecisions says all of each',
  proveMyLedgerEntry: 'for programs that check a proof themselves; the page of the ledger says how',
  listMissingCheckOuts: 'showToday says which check-out is missing',
  decideRecord: 'decideRecords says which version was read, so that the desk decides nothing else',
  checkDivisionImport: places,
  importDivisions: places,
  listPunchClaims: 'claims are decided by batch, as 两人办的事: listDecisions has their evidence',
  decidePendingMinutesBatch: 'caps are decided one by one at the desk, each beside its own day',
};
