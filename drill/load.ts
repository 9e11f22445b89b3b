import { v7 } from 'uuid';
import type { SeededRandom } from '../src/demo/generator/random';
import type { CommandKind, Operation, Sender } from './journal';
import type { Phase } from './plan';
import type { RoundShift } from './world';

const MINUTE_MS = 60_000;
/** Every so manieth operation comes five times. */
const DUPLICATED_PERCENT = 15;
const COPIES = 5;
/** How far a send may be carried away from its place. */
const REORDER_WINDOW = 20;

/** A key as devices make them: UUIDs for punches, texts for commands. */
function command(kind: CommandKind, as: Sender, path: string, body: object): Operation {
  return { key: `drill-${kind}-${v7()}`, kind, as, path, body };
}

/** What is sent in a phase, in this order: shuffled nearby, some five times, late-comers behind the closing. */
export function sendsOf(phase: Phase, shifts: readonly RoundShift[], random: SeededRandom): readonly Operation[] {
  const perShift = shifts.map((shift) => (phase === 'CHECK_IN' ? arrivals(shift, random) : departures(shift, random)));
  const longest = Math.max(...perShift.map((operations) => operations.length));
  const mixed = Array.from({ length: longest }, (_, index) =>
    perShift.flatMap((operations) => operations[index] ?? []),
  ).flat();
  const multiplied = mixed.flatMap((operation) =>
    random.chance(DUPLICATED_PERCENT) ? Array.from({ length: COPIES }, () => operation) : [operation],
  );
  return shuffledNearby(multiplied, random);
}

/** Sign-ups (more than there are seats) and check-ins, of which nobody says which comes first. */
function arrivals(shift: RoundShift, random: SeededRandom): readonly Operation[] {
  return shift.volunteerIds.flatMap((volunteerId) => {
    const body = { positionId: shift.positionId, volunteerId, acceptsWaitlist: random.chance(50), confirmsLoad: true };
    return [command('sign-up', 'leader', `/shifts/${shift.id}/signups`, body), punch(shift, volunteerId, 'IN', random)];
  });
}

/** Check-outs; the shift is closed before the last of them, and one person has not checked out at all. */
function departures(shift: RoundShift, random: SeededRandom): readonly Operation[] {
  const outs = shift.volunteerIds.slice(1).map((volunteerId) => punch(shift, volunteerId, 'OUT', random));
  outs.splice(Math.floor(outs.length * 0.75), 0, command('close', 'leader', `/shifts/${shift.id}/close`, {}));
  return outs;
}

export function closing(shift: RoundShift): Operation {
  return command('close', 'leader', `/shifts/${shift.id}/close`, {});
}

function punch(shift: RoundShift, volunteerId: string, direction: 'IN' | 'OUT', random: SeededRandom): Operation {
  const resident = shift.residents.get(volunteerId);
  if (resident) return punchByCode(shift.id, resident, direction);
  if (random.chance(50)) {
    const punchId = v7();
    const body = { lines: [{ punchId, volunteerId, direction }] };
    return { key: punchId, kind: 'punch', as: 'leader', path: `/shifts/${shift.id}/roll-calls`, body };
  }
  return staffPunch(shift.id, volunteerId, direction);
}

function staffPunch(shiftId: string, volunteerId: string, direction: 'IN' | 'OUT'): Operation {
  const punchId = v7();
  const body = { punchId, volunteerId, direction, reason: '手机没电' };
  return { key: punchId, kind: 'punch', as: 'leader', path: `/shifts/${shiftId}/punches`, body };
}

function punchByCode(shiftId: string, as: Sender, direction: 'IN' | 'OUT'): Operation {
  const punchId = v7();
  const body = { punchId, shiftId, direction };
  return { key: punchId, kind: 'punch', as, path: '/me/punches', body, code: { shiftId, direction } };
}

/** What a person does whose code was refused: reads the code that is shown by now and types it. */
export function secondTryOf({ as, code }: Operation): Operation | undefined {
  return code && punchByCode(code.shiftId, as, code.direction);
}

/** What the leader does for somebody whose code was refused again. */
export function helpFor({ as, code }: Operation, shifts: readonly RoundShift[]): Operation | undefined {
  const shift = shifts.find(({ id }) => id === code?.shiftId);
  const volunteerId = [...(shift?.residents ?? [])].find(([, resident]) => resident === as)?.[0];
  return code && shift && volunteerId !== undefined ? staffPunch(shift.id, volunteerId, code.direction) : undefined;
}

/** Another payload under the same key: the other direction, another reason, another person. */
export function impostorOf(operation: Operation): Operation | undefined {
  const { body } = operation;
  if ('lines' in body) {
    const [line] = body.lines as { direction: 'IN' | 'OUT' }[];
    return line && { ...operation, body: { lines: [{ ...line, direction: otherWay(line.direction) }] } };
  }
  if ('direction' in body)
    return { ...operation, body: { ...body, direction: otherWay(body.direction as 'IN' | 'OUT') } };
  if ('acceptsWaitlist' in body)
    return { ...operation, body: { ...body, acceptsWaitlist: body.acceptsWaitlist !== true } };
  if ('reason' in body) return { ...operation, body: { ...body, reason: `${String(body.reason)}(另一个)` } };
  return undefined;
}

function otherWay(direction: 'IN' | 'OUT'): 'IN' | 'OUT' {
  return direction === 'IN' ? 'OUT' : 'IN';
}

export interface ListedRecord {
  readonly id: string;
  readonly status: string;
  readonly startsAt: string;
}

/** What a reviewer does with a record that is there: approve, reject, correct, take back. */
export function reviewOf({ id, status, startsAt }: ListedRecord, random: SeededRandom): Operation {
  if (status === 'UNDER_REVIEW') {
    const decision = random.chance(80) ? 'APPROVE' : 'REJECT';
    return command('decide', 'second', `/records/${id}/decisions`, { decision, reason: '已核对现场照片' });
  }
  if (random.chance(40)) return command('void', 'admin', `/records/${id}/voiding`, { reason: '本人未到场' });
  const inMs = Date.parse(startsAt) + random.between(0, 20) * MINUTE_MS;
  return command('correct', 'admin', `/records/${id}/corrections`, {
    checkedInAt: new Date(inMs).toISOString(),
    checkedOutAt: new Date(inMs + random.between(30, 120) * MINUTE_MS).toISOString(),
    reason: '按纸质签到表更正',
  });
}

/** A second administrator agrees to what was asked about a confirmed record, or does not. */
export function agreementOf(decisionId: string, random: SeededRandom): Operation {
  const decision = random.chance(80) ? 'APPROVE' : 'REJECT';
  return command('agree', 'boss', `/decisions/${decisionId}/decisions`, { decision, reason: '已与本人核对' });
}

/** The person who was forgotten is entered after the shift was computed. */
export function backfillOf(shift: RoundShift): Operation {
  const at = (minutes: number): string => new Date(shift.startsAtMs + minutes * MINUTE_MS).toISOString();
  return command('backfill', 'leader', `/shifts/${shift.id}/backfills`, {
    volunteerId: shift.forgottenId,
    checkedInAt: at(5),
    checkedOutAt: at(95),
    reason: '签到表有本人签名',
  });
}

function shuffledNearby(operations: readonly Operation[], random: SeededRandom): readonly Operation[] {
  return operations
    .map((operation, index) => ({ operation, place: index + random.next() * REORDER_WINDOW }))
    .sort((left, right) => left.place - right.place)
    .map(({ operation }) => operation);
}
