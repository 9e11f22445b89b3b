const SERIAL_DIGITS = 6;

/** `<street code>-<year>-<6 digits>`, e.g. FZ-2026-000137. The serial begins at 1 every year in every street. */
export function certificateNoOf(streetCode: string, year: number, serial: number): string {
  if (serial < 1 || serial >= 10 ** SERIAL_DIGITS) throw new RangeError('the serial of a certificate is used up');
  return `${streetCode}-${String(year)}-${String(serial).padStart(SERIAL_DIGITS, '0')}`;
}
