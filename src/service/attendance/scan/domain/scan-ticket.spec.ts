import { v7, validate, version } from 'uuid';
import { isScanTicketLive, packScanTicket, SCAN_TICKET_LIFE_MS, scanPunchId, unpackScanTicket } from './scan-ticket';

const shiftId = v7();
const ticket = { shiftId, direction: 'OUT', scannedAtMs: 1_795_000_012_345, codeFromMs: 1_795_000_000_000 } as const;

describe('a scan ticket', () => {
  it('reads what it packed, and nothing else', () => {
    expect(unpackScanTicket(packScanTicket(ticket))).toEqual(ticket);
    expect(unpackScanTicket(packScanTicket({ ...ticket, direction: 'IN' }))?.direction).toBe('IN');
    expect(unpackScanTicket(packScanTicket(ticket).subarray(1))).toBeNull();
    expect(unpackScanTicket(Buffer.alloc(0))).toBeNull();
  });

  it.each([
    [0, true],
    [SCAN_TICKET_LIFE_MS - 1, true],
    [SCAN_TICKET_LIFE_MS, false],
    [-1, false],
  ])('%d ms after the scan: live %s', (afterMs, isLive) => {
    expect(isScanTicketLive(ticket, ticket.scannedAtMs + afterMs)).toBe(isLive);
  });

  it('makes one punch per code, person, shift and direction, whenever it was scanned', () => {
    const person = v7();
    const id = scanPunchId(ticket, person);
    expect(validate(id) && version(id)).toBe(7);
    expect(scanPunchId({ ...ticket, scannedAtMs: ticket.scannedAtMs + 20_000 }, person)).toBe(id);
    const others = [
      scanPunchId(ticket, v7()),
      scanPunchId({ ...ticket, direction: 'IN' }, person),
      scanPunchId({ ...ticket, shiftId: v7() }, person),
      scanPunchId({ ...ticket, codeFromMs: ticket.codeFromMs + 30_000 }, person),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });
});
